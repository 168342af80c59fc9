/// Shows how far a batch is: a line that is drawn over itself on a terminal, or one for every quarter elsewhere.
final class BatchPrinter {
  private let style: ProgressPrinter.Style
  private let write: (String) -> Void

  /// Quarters of the input that were shown.
  private var quarters = 0

  /// Whether a line has to be taken off the screen.
  private var isDrawn = false

  init(style: ProgressPrinter.Style, write: @escaping (String) -> Void = StandardError.write) {
    self.style = style
    self.write = write
  }

  func report(_ tally: BatchTally) {
    switch style {
    case .silent: break
    case .bar:
      write("\r\u{1B}[K\(tally.progress)")
      isDrawn = true
    case .lines:
      let quarter = Int((tally.fraction ?? 0) * 4)
      if quarter <= quarters || quarter == 4 { return }
      quarters = quarter
      write("\(tally.progress)\n")
    }
  }

  /// Takes the line off the screen.
  func finish() {
    if isDrawn { write("\r\u{1B}[K") }
    isDrawn = false
  }
}
