import TaskSchema

/// Puts the pictures of finished tasks into answers.
struct ResultItems: Sendable {
  private let pictures: PictureStore

  init(pictures: PictureStore) {
    self.pictures = pictures
  }

  /// The file of a result; nil when it is gone.
  func file(of record: JobRecord, _ index: Int) -> [UInt8]? { pictures.file(record.results[index].imageUUID) }

  /// The item of a result; nil when its picture is gone.
  ///
  /// - Parameters:
  ///   - origin: what a link begins with.
  ///   - cost: the price of a result, where the record of the task does not have it yet.
  func item(of record: JobRecord, _ index: Int, origin: String, cost: Cost? = nil) -> JSONObject? {
    let result = record.results[index]
    let link = ImageLink.text(origin: origin, result.imageUUID, record.output.format)
    let picture: ResultItem.Picture
    if record.output.type == .url {
      guard pictures.entry(result.imageUUID) != nil else { return nil }
      picture = .url(link)
    } else {
      guard let file = file(of: record, index) else { return nil }
      picture = ResultItem.Picture(file, as: record.output, url: link)
    }
    var price = cost
    if case .success(let cost) = record.outcome { price = cost }
    return ResultItem(
      taskUUID: record.taskUUID, imageUUID: result.imageUUID, picture: picture, seed: result.seed,
      cost: record.includeCost ? price : nil
    ).json
  }
}
