import Foundation
import ImageCodec
import Raster

/// A photograph of the test images, continued by reflection to any size.
enum Picture {
  static func photograph(_ size: Size) -> Image {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../TestImages/photos")
    let file = folder.appending(path: "sally_lightfoot_crab.jpg")
    guard let bytes = try? Data(contentsOf: file), let photo = try? Image(decoding: Array(bytes)) else {
      fatalError("\(file.lastPathComponent) of the test images can't be read")
    }
    return reflected(photo, to: size)
  }

  /// The picture in the middle of a larger or smaller one, continued by reflection.
  static func reflected(_ image: Image, to size: Size) -> Image {
    func places(_ count: Int, _ length: Int) -> [Int] {
      (0..<count).map { place in
        let phase = (place + (length - count) / 2 + 4 * length * (1 + count / length)) % (2 * length)
        return phase < length ? phase : 2 * length - 1 - phase
      }
    }
    let columns = places(size.width, image.width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(size.area * 4)
    image.pixels.withUnsafeBufferPointer { source in
      for y in places(size.height, image.height) {
        for x in columns {
          let start = (y * image.width + x) * 4
          for c in 0..<4 { pixels.append(source[start + c]) }
        }
      }
    }
    return Image(size: size, pixels: pixels)
  }
}
