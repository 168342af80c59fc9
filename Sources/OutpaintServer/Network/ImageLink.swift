import TaskSchema

/// The address of a picture on this server, `/image/<imageUUID>.<extension>`.
struct ImageLink: Hashable, Sendable {
  var uuid: UUIDText

  /// Nil when the path is no picture's.
  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty, parts[1] == "image" else { return nil }
    let name = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let uuid = UUIDText(String(name[0])),
      name.count == 1 || OutputFormat.allCases.contains(where: { $0.fileExtension == name[1] })
    else { return nil }
    self.uuid = uuid
  }

  /// The whole link.
  static func text(origin: String, _ uuid: UUIDText, _ format: OutputFormat) -> String {
    "\(origin)/image/\(uuid.text.lowercased()).\(format.fileExtension)"
  }
}
