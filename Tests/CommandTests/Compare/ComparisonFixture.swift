import Foundation
import ImageCodec
import Raster
import TestSupport

/// A folder with a source, a request for it, and results of several kinds.
struct ComparisonFixture {
  let folder: TemporaryFolder
  let truth: Image

  static let kept = Rect(x: 16, y: 0, width: 96, height: 96)

  init() throws {
    folder = try TemporaryFolder()
    // Texture with a gradient, so that there is something to align.
    truth = Image.painted(size: Size(width: 128, height: 96)) { x, y in
      var random = SplitMix64(seed: UInt64(y * 128 + x))
      let grain = Int(random.next() % 5)
      let wave = (x / 9 + y / 7) % 3 * 20
      return Pixel(
        red: UInt8(60 + x / 2 + grain + wave), green: UInt8(80 + y / 2 + grain), blue: UInt8(70 + grain + wave))
    }
    try write(truth.cropped(to: Self.kept), "source.png")
    try write(truth, "truth.png")
    try folder.write(Self.request.utf8, to: "request.json")
  }

  static let request = """
    {"taskType":"imageInference","taskUUID":"afed6468-1eca-46ef-a677-06aae34e47a4","model":"bfl:flux@outpainting",\
    "inputs":{"image":"source.png"},"outpaint":{"left":16,"right":16},"settings":{"mode":"fast"},"seed":5}
    """

  func write(_ image: Image, _ name: String, quality: Int? = nil) throws {
    try folder.write(image.encoded(as: quality.map { .jpeg(quality: $0) } ?? .png()), to: name)
  }

  /// The truth, its new region changed by a number of levels.
  func stepped(by levels: Int) -> Image {
    var result = Image.painted(size: truth.size) { x, y in
      let pixel = truth[x: x, y: y]
      func changed(_ value: UInt8) -> UInt8 { UInt8(min(255, Int(value) + levels)) }
      return Pixel(red: changed(pixel.red), green: changed(pixel.green), blue: changed(pixel.blue))
    }
    result.paste(truth.cropped(to: Self.kept), x: Self.kept.x, y: Self.kept.y)
    return result
  }
}
