import ArgumentParser

/// What numbers an option takes.
enum OptionRange {
  /// Pictures side by side, and threads: more than the largest machines have, and as many as any system starts.
  static let threads = 1...1024

  /// Pictures of one call, or repetitions: what a folder or a patient person holds.
  static let repetitions = 1...9999

  /// Fails for a value outside of a range; an option that was not given is never wrong.
  static func check(_ name: String, _ value: Int?, in range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(name) must be from \(range.lowerBound) to \(range.upperBound), but \(value) was given.")
  }
}
