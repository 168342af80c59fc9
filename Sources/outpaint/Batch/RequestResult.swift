import TaskExecution
import TaskSchema

/// One picture of a request in a batch, known before it is made.
struct RequestResult: Hashable, Sendable {
  let imageUUID: UUIDText

  /// Name of its file.
  let name: String
  let seed: Int
}

extension ImageInferenceRequest {
  /// The seed of a request without one: a hash of its `taskUUID`, in any case of letters.
  var derivedSeed: Int {
    var hash = StableHash()
    hash.add("seed")
    hash.add(taskUUID.text.lowercased())
    return hash.seed
  }

  /// The pictures of the request; their identifiers are a hash of all that decides about them.
  ///
  /// That is the version of the engine, `taskUUID`, `inputs.image` (a name as it is written, or the bytes themselves),
  /// edges, `autoCrop` with its limit, mode, format, quality and seed. What lies behind a name is not looked at.
  func results(maximumSide: Int?) -> [RequestResult] {
    var hash = StableHash()
    hash.add(Engine.version)
    hash.add(taskUUID.text.lowercased())
    image.add(to: &hash)
    hash.add("\(edges)")
    hash.add(autoCrop ? maximumSide ?? 0 : -1)
    hash.add(mode.rawValue)
    hash.add(output.format.rawValue)
    hash.add(output.quality)
    let first = seed ?? derivedSeed
    return (0..<numberResults).map { index in
      var hash = hash
      hash.add(first + index)
      let uuid = hash.uuid
      return RequestResult(
        imageUUID: uuid, name: "\(uuid.text).\(output.format.fileExtension)", seed: first + index)
    }
  }
}

extension ImageReference {
  fileprivate func add(to hash: inout StableHash) {
    switch self {
    case .uuid(let uuid):
      hash.add("uuid")
      hash.add(uuid.text.lowercased())
    case .dataURI(_, let bytes), .base64(let bytes):
      hash.add("bytes")
      hash.add(bytes)
    case .url(let address):
      hash.add("url")
      hash.add(address)
    case .path(let path):
      hash.add("path")
      hash.add(path)
    }
  }
}
