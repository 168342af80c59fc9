import ArgumentParser
import TaskSchema

/// The options that say how requests are read.
struct RequestOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder to find the pictures of URLs in.", valueName: "folder"))
  var assets: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Longest side of a canvas. (default: 2048, as hosted)", valueName: "pixels"))
  var maxSide: Int?

  @Flag(help: "Let a canvas be as large as the engine takes it.")
  var noCanvasLimit = false

  @Flag(help: "Refuse parameters that the model does not know instead of ignoring them.")
  var strict = false

  /// Longest side of a canvas; nil for no limit.
  var maximumSide: Int? { noCanvasLimit ? nil : maxSide ?? CanvasLimits.hosted.maximumSide }

  /// The first of these options that was given.
  var firstGiven: String? {
    if assets != nil { return "--assets" }
    if maxSide != nil { return "--max-side" }
    if noCanvasLimit { return "--no-canvas-limit" }
    return strict ? "--strict" : nil
  }

  func validate() throws {
    if maxSide != nil && noCanvasLimit {
      throw ValidationError("--max-side and --no-canvas-limit exclude each other; give one of them.")
    }
    if let maxSide, maxSide < CanvasLimits.hosted.minimumSide {
      throw ValidationError(
        "--max-side must be \(CanvasLimits.hosted.minimumSide) or more, but \(maxSide) was given.")
    }
  }
}
