import ArgumentParser
import Raster

/// The options that say how large the canvas is, in one of three ways.
struct CanvasOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Pixels to add on the left.", valueName: "pixels"))
  var left: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Pixels to add on the right.", valueName: "pixels"))
  var right: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Pixels to add at the top.", valueName: "pixels"))
  var top: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Pixels to add at the bottom.", valueName: "pixels"))
  var bottom: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Grow one axis until width and height are in this ratio, such as 16:9.", valueName: "w:h"),
    transform: AspectRatio.parse)
  var aspect: AspectRatio?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Grow to exactly this size, such as 1920x1080.", valueName: "wxh"),
    transform: CanvasSize.parse)
  var size: CanvasSize?

  @Option(help: "Where the picture lies on a canvas of --aspect or --size. (default: center)")
  var anchor: Anchor?

  /// The canvas, once the options are known to go together.
  var geometry: CanvasGeometry {
    if let aspect { return .aspect(aspect, anchor ?? .center) }
    if let size { return .size(size, anchor ?? .center) }
    return .edges(EdgeAmounts(left: left ?? 0, right: right ?? 0, top: top ?? 0, bottom: bottom ?? 0))
  }

  func validate() throws {
    let sides = [("--left", left), ("--right", right), ("--top", top), ("--bottom", bottom)]
    for case (let name, let amount?) in sides where !(0...CanvasGeometry.longestSide).contains(amount) {
      throw ValidationError("\(name) must be from 0 to \(CanvasGeometry.longestSide) pixels, but \(amount) was given.")
    }
    let hasSides = sides.contains { $0.1 != nil }
    if [hasSides, aspect != nil, size != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        "The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three.")
    }
    if anchor != nil && aspect == nil && size == nil {
      throw ValidationError("--anchor goes with --aspect or --size; the sides say it themselves.")
    }
  }

  /// Fails when no way was chosen, or no pixels are to be added.
  func requireGrowth() throws {
    if aspect != nil || size != nil || [left, right, top, bottom].contains(where: { ($0 ?? 0) > 0 }) { return }
    throw ValidationError(
      "Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size.")
  }

  /// Whether any of these options was given.
  var isGiven: Bool { aspect != nil || size != nil || [left, right, top, bottom].contains { $0 != nil } }
}

/// `settings.mode` of a request, as an option.
enum EffortName: String, CaseIterable, Hashable, Sendable, ExpressibleByArgument {
  case high
  case fast
}
