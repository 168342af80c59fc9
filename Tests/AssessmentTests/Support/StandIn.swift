import ImageCodec
import Raster
import TestSupport

@testable import Assessment

/// What stands in for a hosted result: the truth, or the truth with one thing wrong.
enum StandIn: String, CaseIterable, Sendable {
  case truth, jpeg85, jpeg20
  case blur, step, shift, mirror, hardSeam, blank, noise, foreign, repeated
  case moved, zoomed, repainted, tinted

  /// Those that no limit may object to.
  static let good: [StandIn] = [.truth, .jpeg85]

  /// The picture on the canvas of `scene`.
  func picture(of scene: Scene) throws -> Image {
    let (truth, kept) = (scene.truth, scene.kept)
    switch self {
    case .truth: return truth
    case .jpeg85: return try Image(decoding: truth.encoded(as: .jpeg(quality: 85)))
    case .jpeg20: return try Image(decoding: truth.encoded(as: .jpeg(quality: 20)))
    case .blur: return scene.withSource(truth.blurred(sigma: 2))
    case .step: return scene.withSource(truth.brightened(by: 6))
    case .shift: return scene.withSource(truth.moved(x: 3, y: 0))
    case .mirror:
      return scene.filled { x, y in
        (Self.reflected(x, kept.columns), Self.reflected(y, kept.rows))
      }
    case .hardSeam: return scene.withSource(truth.brightened(by: -40))
    case .blank: return scene.withSource(Image(size: truth.size, fill: truth[x: kept.x, y: kept.y]))
    case .noise: return scene.withSource(.noise(size: truth.size, seed: 5))
    case .foreign: return scene.withSource(Image(size: truth.size, fill: Pixel(red: 255, green: 0, blue: 255)))
    case .repeated:
      // Four columns and rows of known texture, over and over.
      return scene.filled { x, y in
        (
          kept.columns.contains(x) ? x : kept.x + (x % 14), kept.rows.contains(y) ? y : kept.y + (y % 14)
        )
      }
    case .moved: return truth.moved(x: 2, y: -3)
    case .zoomed: return truth.zoomed(by: 1.05)
    case .repainted: return scene.withKept(truth.blurred(sigma: 1))
    case .tinted: return scene.withKept(truth.brightened(by: 5))
    }
  }

  private static func reflected(_ place: Int, _ range: Range<Int>) -> Int {
    if place < range.lowerBound { return 2 * range.lowerBound - 1 - place }
    return place < range.upperBound ? place : 2 * range.upperBound - 1 - place
  }
}

/// A picture of which the middle is the source.
struct Scene: Sendable {
  let truth: Image
  let edges: EdgeAmounts

  var kept: Rect {
    Rect(
      x: edges.left, y: edges.top, width: truth.width - edges.left - edges.right,
      height: truth.height - edges.top - edges.bottom)
  }

  var source: Image { truth.cropped(to: kept) }

  /// On each side so many parts of the width and height are to be made.
  init(_ truth: Image, parts: Int = 10) {
    self.truth = truth.flattened()
    let (x, y) = (truth.width / parts, truth.height / parts)
    edges = EdgeAmounts(left: x, right: x, top: y, bottom: y)
  }

  /// A piece of a photograph that is full of texture, small enough for a debug build.
  static func small() throws -> Scene {
    let photo = try Image(decoding: TestImages.bytes(named: "photos/great_wall.png"))
    return Scene(photo.cropped(to: Rect(x: 420, y: 330, width: 240, height: 180)), parts: 8)
  }

  /// A scene whose new region reaches far from the border.
  static func wide() throws -> Scene {
    let photo = try Image(decoding: TestImages.bytes(named: "photos/great_wall.png"))
    return Scene(photo.cropped(to: Rect(x: 300, y: 250, width: 600, height: 450)), parts: 5)
  }

  func assessment(of picture: Image, withTruth: Bool = false, formatLoss: Double? = nil) -> Assessment {
    Assessment(of: picture, source: source, edges: edges, truth: withTruth ? truth : nil, formatLoss: formatLoss)
  }

  /// `image` around the source.
  func withSource(_ image: Image) -> Image {
    var result = image
    result.paste(source, x: kept.x, y: kept.y)
    return result
  }

  /// The truth around the middle of `image`.
  func withKept(_ image: Image) -> Image {
    var result = truth
    result.paste(image.cropped(to: kept), x: kept.x, y: kept.y)
    return result
  }

  /// The truth with each pixel taken from another place.
  func filled(_ place: (_ x: Int, _ y: Int) -> (Int, Int)) -> Image {
    .painted(size: truth.size) { x, y in
      let (column, row) = place(x, y)
      return truth[x: column, y: row]
    }
  }
}

extension Image {
  func brightened(by levels: Int) -> Image {
    var result = self
    for i in 0..<size.area * 4 where i % 4 != 3 {
      let value = UInt8(min(max(Int(pixels[i]) + levels, 0), 255))
      result.withMutablePixels { $0[i] = value }
    }
    return result
  }

  func moved(x: Int, y: Int) -> Image {
    .painted(size: size) { column, row in
      self[x: min(max(column - x, 0), width - 1), y: min(max(row - y, 0), height - 1)]
    }
  }

  func blurred(sigma: Double) -> Image {
    let filter = SeparableFilter(gaussian: sigma, radius: Int(3 * sigma))
    let channels = (0..<3).map { filter(Plane<Float>(channel: $0, of: self)) }
    return .painted(size: size) { x, y in
      let samples = channels.map { UInt8(min(max($0[x: x, y: y].rounded(), 0), 255)) }
      return Pixel(red: samples[0], green: samples[1], blue: samples[2])
    }
  }

  /// The middle of the picture, enlarged to its size.
  func zoomed(by factor: Double) -> Image {
    let inset = Placement(
      x: Double(width) * (1 - 1 / factor) / 2, y: Double(height) * (1 - 1 / factor) / 2, scaleX: 1 / factor,
      scaleY: 1 / factor)
    return canvas(inset, source: size, edges: EdgeAmounts())
  }
}
