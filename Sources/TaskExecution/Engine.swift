import Outpainting
package import Raster

/// The engine as the faces see it; tests put another in its place.
package struct Engine: Sendable {
  /// Which of many pictures, how much work, and on how many threads; nil means one for each processor.
  package struct Settings: Hashable, Sendable {
    package var seed: Int
    package var isFast: Bool
    package var threads: Int?

    package init(seed: Int, isFast: Bool = false, threads: Int? = nil) {
      self.seed = seed
      self.isFast = isFast
      self.threads = threads
    }

    /// The threads for what is not the engine's work: packing the file.
    package var bands: RowBands { threads.map(RowBands.init(threads:)) ?? RowBands() }
  }

  /// The engine does not work on such a picture or canvas; the message says why.
  package struct Refusal: Error, Hashable, Sendable {
    package var message: String

    package init(message: String) {
      self.message = message
    }
  }

  /// A step of the work that has just ended.
  package struct Step: Hashable, Sendable {
    /// Share of the work that is done, 0...1.
    package var fractionCompleted: Double

    package var name: String

    /// Level of the pyramid that the step worked on; 0 is full size.
    package var level: Int

    /// Patch distances that a search computed; 0 for other steps.
    package var patchDistances: Int

    package init(fractionCompleted: Double, name: String = "", level: Int = 0, patchDistances: Int = 0) {
      self.fractionCompleted = fractionCompleted
      self.name = name
      self.level = level
      self.patchDistances = patchDistances
    }
  }

  /// Grows a picture, and calls the closure after every step.
  package var expand: @Sendable (Image, EdgeAmounts, Settings, (Step) -> Void) throws -> Image

  package init(expand: @escaping @Sendable (Image, EdgeAmounts, Settings, (Step) -> Void) throws -> Image) {
    self.expand = expand
  }
}

extension Engine {
  /// Version of the engine and of the command.
  package static let version = Outpainter.version

  /// The real one.
  package static let outpainter = Engine { image, edges, settings, report in
    let outpainter = Outpainter(
      seed: UInt64(settings.seed), effort: settings.isFast ? .fast : .high, threads: settings.threads)
    do {
      return try outpainter.expand(image, by: edges) {
        report(
          Step(
            fractionCompleted: $0.fractionCompleted, name: $0.step, level: $0.level,
            patchDistances: $0.patchDistances))
      }.image
    } catch let error as OutpaintError {
      throw Refusal(message: "\(error)")
    }
  }
}
