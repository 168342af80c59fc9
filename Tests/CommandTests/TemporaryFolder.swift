import Foundation
import ImageCodec
import Raster
import TestSupport

/// A folder of its own for one test, removed with all that is in it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(component: "outpaint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var path: String { url.path(percentEncoded: false) }

  /// Names of what is in the folder, hidden files included, in alphabetical order.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  func bytes(of name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appending(path: name))) }

  /// Writes a PNG of random samples, and returns the picture.
  @discardableResult
  func writePicture(_ name: String, width: Int = 32, height: Int = 24) throws -> Image {
    let image = Image.noise(size: Size(width: width, height: height), seed: 7)
    try write(image.encoded(as: .png()), to: name)
    return image
  }

  func picture(_ name: String) throws -> Image { try Image(decoding: bytes(of: name)) }
}
