import ArgumentParser
import ImageCodec
import Raster
import TaskExecution

/// A file format and its quality, as the command writes it.
struct PictureFormat: Hashable, Sendable {
  /// Qualities that a request may ask for.
  static let qualities = 20...99
  static let standardQuality = 95

  var encoding: ImageEncoding

  /// - Parameter isFast: whether a PNG may be larger for the time it saves; its pixels are the same.
  init(_ name: FormatName, quality: Int = standardQuality, isFast: Bool = false) {
    encoding =
      switch name {
      case .png: .png(isFast ? .fast : .standard)
      case .jpg, .jpeg: .jpeg(quality: quality)
      case .webp: .webp(quality: quality)
      }
  }

  /// Fails for a canvas that the format cannot hold, before long work is done for it.
  func check(_ canvas: Size) throws(CommandFailure) {
    if let refusal = encoding.refusal(of: canvas) { throw CommandFailure(.badInput, refusal) }
  }
}

/// A format's name in options and at the end of file names.
enum FormatName: String, CaseIterable, Hashable, Sendable, ExpressibleByArgument {
  case png
  case jpg
  case jpeg
  case webp

  /// The format that a file's name ends in, in any case.
  init?(endOf path: String) {
    guard let dot = path.lastIndex(of: "."), let name = FormatName(rawValue: path[dot...].dropFirst().lowercased())
    else { return nil }
    self = name
  }
}
