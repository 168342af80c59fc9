import Foundation
import ImageCodec
import Raster

/// What the sources of all workloads are cut from.
struct BenchPicture: Sendable {
  /// What messages call it.
  let name: String
  private let image: Image

  /// The photograph that is used where the project lies under the current folder.
  private static let shipped = "TestImages/photos/great_wall.png"

  init(name: String, image: Image) {
    self.name = name
    self.image = image
  }

  /// - Parameter path: a picture file; nil for the project's own photograph, or a made-up picture where that is absent.
  init(path: String?) throws(CommandFailure) {
    guard let path = path ?? (FileKind(at: Self.shipped) == .regular ? Self.shipped : nil) else {
      self.init(name: "made-up texture", image: Self.texture(size: Size(width: 1024, height: 768)))
      return
    }
    do {
      self.init(name: path, image: try Image(decoding: InputFile.read(path)))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.badInput, "\(path): \(error)")
    }
  }

  /// A picture of any size: the middle of this one, or this one and its mirror images in turn.
  func source(of size: Size) -> Image {
    let columns = Self.places(size.width, in: image.width)
    let rows = Self.places(size.height, in: image.height)
    let (pixels, stride) = (image.pixels, image.stride)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size.area * 4)
    for row in rows {
      for column in columns {
        let start = row * stride + column * 4
        bytes.append(contentsOf: pixels[start..<start + 4])
      }
    }
    return Image(size: size, pixels: bytes)
  }

  /// Where each of `count` places lies on a side of `length`, going back and forth.
  private static func places(_ count: Int, in length: Int) -> [Int] {
    let start = max(0, (length - count) / 2)
    return (start..<start + count).map { place in
      let phase = place % (2 * length)
      return phase < length ? phase : 2 * length - 1 - phase
    }
  }

  /// A sky above a ground that is rough at all scales; the same in every run.
  static func texture(size: Size) -> Image {
    var image = Image(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let rough = stride(from: 1, through: 6, by: 1).reduce(0.0) { sum, octave in
          sum + noise(x, y, cell: 4 << octave) * Double(1 << octave) / 126
        }
        let horizon = Double(size.height) * (0.35 + 0.1 * noise(x, 0, cell: 128))
        let depth = Double(y) - horizon
        let shade = depth < 0 ? 0.75 + 0.1 * rough - depth / Double(4 * size.height) : 0.15 + 0.6 * rough
        image[x: x, y: y] = Pixel(
          red: UInt8(min(255, 255 * shade * (depth < 0 ? 0.8 : 0.9))), green: UInt8(min(255, 240 * shade)),
          blue: UInt8(min(255, 255 * shade * (depth < 0 ? 1 : 0.5))))
      }
    }
    return image
  }

  /// Random values at the corners of cells, 0...1, and between them what lies between.
  private static func noise(_ x: Int, _ y: Int, cell: Int) -> Double {
    let (column, row) = (x / cell, y / cell)
    let (u, v) = (Double(x % cell) / Double(cell), Double(y % cell) / Double(cell))
    let top = corner(column, row, cell) * (1 - u) + corner(column + 1, row, cell) * u
    let bottom = corner(column, row + 1, cell) * (1 - u) + corner(column + 1, row + 1, cell) * u
    return top * (1 - v) + bottom * v
  }

  private static func corner(_ column: Int, _ row: Int, _ cell: Int) -> Double {
    var bits = UInt64(column) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(row) &* 0xBF58_476D_1CE4_E5B9 ^ UInt64(cell)
    bits = (bits ^ (bits >> 30)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) & 0xFFFF) / 65_535
  }
}
