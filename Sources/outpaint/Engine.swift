import Outpainting
import Raster

/// The engine as the commands see it; tests put another in its place.
struct Engine: Sendable {
  /// Which of many pictures, how much work, and on how many threads; nil means one for each processor.
  struct Settings: Hashable, Sendable {
    var seed: Int
    var isFast = false
    var threads: Int?
  }

  /// The engine does not work on such a picture or canvas; the message says why.
  struct Refusal: Error, Hashable, Sendable {
    var message: String
  }

  /// A step of the work that has just ended.
  struct Step: Hashable, Sendable {
    /// Share of the work that is done, 0...1.
    var fractionCompleted: Double

    var name = ""

    /// Level of the pyramid that the step worked on; 0 is full size.
    var level = 0
  }

  /// Grows a picture, and calls the closure after every step.
  var expand: @Sendable (Image, EdgeAmounts, Settings, (Step) -> Void) throws -> Image
}

extension Engine {
  /// Version of the engine and of this command.
  static let version = Outpainter.version

  /// The real one.
  static let outpainter = Engine { image, edges, settings, report in
    let outpainter = Outpainter(
      seed: UInt64(settings.seed), effort: settings.isFast ? .fast : .high, threads: settings.threads)
    do {
      return try outpainter.expand(image, by: edges) {
        report(Step(fractionCompleted: $0.fractionCompleted, name: $0.step, level: $0.level))
      }.image
    } catch let error as OutpaintError {
      throw Refusal(message: "\(error)")
    }
  }
}
