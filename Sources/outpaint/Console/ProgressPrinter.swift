import TaskSchema

/// Shows how far the engine is: a bar on a terminal, a line at the beginning of every quarter elsewhere, or nothing.
final class ProgressPrinter {
  enum Style: Hashable, Sendable {
    case bar
    case lines
    case silent

    /// What suits the standard error at hand.
    static func suitable(quiet: Bool) -> Style {
      if quiet { return .silent }
      return StandardError.isTerminal ? .bar : .lines
    }
  }

  private let label: String
  private let style: Style
  private let write: (String) -> Void

  /// Percent or quarters shown last.
  private var shown = -1

  init(label: String, style: Style, write: @escaping (String) -> Void = StandardError.write) {
    // A bar that wraps to a second line cannot be drawn over.
    self.label = label.shortened(to: 38)
    self.style = style
    self.write = write
  }

  /// Shows `fraction` of 1, if that is news.
  func report(_ fraction: Double) {
    let percent = fraction.isFinite ? Int(min(max(fraction, 0), 1) * 100) : 0
    switch style {
    case .silent: break
    case .bar: show(percent, as: bar(percent))
    case .lines: if percent < 100 { show(percent / 25, as: "\(label): \(percent / 25 * 25) %\n") }
    }
  }

  /// Takes the bar off the screen; lines stay.
  func finish() {
    if style == .bar && shown >= 0 { write("\r\u{1B}[K") }
    shown = -1
  }

  private func show(_ step: Int, as text: String) {
    if step <= shown { return }
    shown = step
    write(text)
  }

  private func bar(_ percent: Int) -> String {
    let width = 30
    let filled = percent * width / 100
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let number = String(repeating: " ", count: 3 - String(percent).count) + String(percent)
    return "\r\(label) [\(bar)] \(number) %"
  }
}
