import ArgumentParser
import TaskExecution

/// The options that say what becomes of the pictures of a folder.
struct FolderOptions: ParsableArguments {
  @OptionGroup
  var canvas: CanvasOptions

  @Option(help: "Format of the results. (default: png)")
  var format: FormatName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Quality of JPEG and WebP, 20 to 99. (default: 95)", valueName: "number"))
  var quality: Int?

  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help: ArgumentHelp("Seed of every picture, 1 or more. (default: 1)"))
  var givenSeed: Int?

  @Option(name: .customLong("mode"), help: "How much work goes into each picture. (default: high)")
  var givenMode: EffortName?

  var seed: Int { givenSeed ?? 1 }
  var mode: EffortName { givenMode ?? .high }

  var pictureFormat: PictureFormat {
    PictureFormat(format ?? .png, quality: quality ?? PictureFormat.standardQuality, isFast: mode == .fast)
  }

  /// The first of these options that was given.
  var firstGiven: String? {
    if canvas.isGiven { return "The canvas" }
    if format != nil { return "--format" }
    if quality != nil { return "--quality" }
    if givenSeed != nil { return "--seed" }
    return givenMode == nil ? nil : "--mode"
  }

  func validate() throws {
    if let quality, !PictureFormat.qualities.contains(quality) {
      throw ValidationError("--quality must be from 20 to 99, but \(quality) was given.")
    }
    if seed < 1 { throw ValidationError("--seed must be 1 or more, but \(seed) was given.") }
  }

  /// The name of a result: the source's, and a hash of that and of these options, so that others give other names.
  func resultName(for source: String) -> String {
    var hash = StableHash()
    hash.add(Engine.version)
    hash.add(source)
    hash.add("\(canvas.geometry)")
    hash.add(seed)
    hash.add(mode.rawValue)
    hash.add("\(pictureFormat.encoding)")
    let dot = source.lastIndex(of: ".") ?? source.endIndex
    return "\(source[..<dot])-\(hash.digits).\((format ?? .png).rawValue)"
  }
}
