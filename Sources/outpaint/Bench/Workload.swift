import ArgumentParser
import Raster

/// The pictures that the engine is measured with.
///
/// The first four are the canvases of the hosted model's own examples.
enum Workload: String, CaseIterable, Codable, Hashable, Sendable, ExpressibleByArgument {
  case theater
  case studio
  case station
  case alleyway
  /// A small picture, where what every picture costs shows.
  case avatar
  /// A photograph of 12 megapixels, a fifth wider and higher.
  case photo
  /// A canvas of 100 megapixels; minutes, and gigabytes.
  case huge

  /// Those that are measured unless others are named.
  static let standard: [Workload] = [.theater, .studio, .station, .alleyway, .avatar, .photo]

  var source: Size {
    switch self {
    case .theater: Size(width: 768, height: 1024)
    case .studio, .station, .alleyway: Size(width: 1024, height: 1024)
    case .avatar: Size(width: 256, height: 256)
    case .photo: Size(width: 4000, height: 3000)
    case .huge: Size(width: 8000, height: 8000)
    }
  }

  var edges: EdgeAmounts {
    switch self {
    case .theater: EdgeAmounts(left: 640, right: 640, top: 128, bottom: 128)
    case .studio: EdgeAmounts(right: 640)
    case .station: EdgeAmounts(left: 384, right: 384, top: 160, bottom: 160)
    case .alleyway: EdgeAmounts(right: 512, top: 256)
    case .avatar: EdgeAmounts(left: 64, right: 64, top: 64, bottom: 64)
    case .photo: EdgeAmounts(left: 400, right: 400, top: 300, bottom: 300)
    case .huge: EdgeAmounts(left: 1000, right: 1000, top: 1000, bottom: 1000)
    }
  }

  /// The workload as a task.
  var task: BenchTask { BenchTask(name: rawValue, source: source, edges: edges) }
}

/// A source of some size, and how far it grows.
struct BenchTask: Hashable, Sendable {
  var name: String
  var source: Size
  var edges: EdgeAmounts

  var canvas: Size { edges.canvasSize(for: source) }
  var newPixels: Int { canvas.area - source.area }
}
