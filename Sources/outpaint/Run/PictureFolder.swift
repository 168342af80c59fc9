import Foundation
import TaskSchema

/// The folder that results are written to, under their identifiers.
struct PictureFolder: Hashable, Sendable {
  private let url: URL

  /// Makes the folder if there is none.
  init(path: String) throws(CommandFailure) {
    url = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    try OutputFile.makeFolder(path)
  }

  /// Writes a picture, and returns its file URL.
  func store(_ bytes: [UInt8], as uuid: UUIDText, _ format: OutputFormat) throws(CommandFailure) -> String {
    let file = url.appending(component: "\(uuid.text).\(format.fileExtension)", directoryHint: .notDirectory)
    try OutputFile.write(bytes, to: file.path(percentEncoded: false))
    return file.absoluteString
  }
}
