/// One picture of an answer.
public struct ResultItem: Hashable, Sendable {
  /// The picture in the form that `outputType` asked for.
  public enum Picture: Hashable, Sendable {
    case url(String)
    case base64Data(String)
    case dataURI(String)

    /// The picture within the answer.
    ///
    /// - Parameters:
    ///   - bytes: the encoded file.
    ///   - url: where the picture can be had, for the type `URL`.
    public init(_ bytes: [UInt8], as output: OutputOptions, url: String) {
      switch output.type {
      case .url: self = .url(url)
      case .base64Data: self = .base64Data(Base64.encode(bytes))
      case .dataURI: self = .dataURI("data:\(output.format.mediaType);base64,\(Base64.encode(bytes))")
      }
    }
  }

  public var taskUUID: UUIDText
  public var imageUUID: UUIDText
  public var picture: Picture
  public var seed: Int

  /// Present when the request asked for it.
  public var cost: Cost?

  public init(taskUUID: UUIDText, imageUUID: UUIDText, picture: Picture, seed: Int, cost: Cost? = nil) {
    self.taskUUID = taskUUID
    self.imageUUID = imageUUID
    self.picture = picture
    self.seed = seed
    self.cost = cost
  }

  /// The item as an element of `data`, its members in the order of the hosted service's samples.
  public var json: JSONObject {
    var object: JSONObject = [
      "taskType": .string(ImageInferenceRequest.taskType),
      "taskUUID": .string(taskUUID.text),
      "imageUUID": .string(imageUUID.text),
    ]
    switch picture {
    case .url(let text): object.append("imageURL", .string(text))
    case .base64Data(let text): object.append("imageBase64Data", .string(text))
    case .dataURI(let text): object.append("imageDataURI", .string(text))
    }
    object.append("seed", .integer(seed))
    if let cost { object.append("cost", cost.json) }
    return object
  }
}
