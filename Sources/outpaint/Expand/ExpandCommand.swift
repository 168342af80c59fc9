import ArgumentParser
import TaskExecution

/// `outpaint expand`: one picture in, one or more larger ones out.
struct ExpandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "Grow one picture.",
    usage: """
      outpaint expand <picture> [--left <pixels>] [--right <pixels>] [--top <pixels>] [--bottom <pixels>] [-o <file>]
      outpaint expand <picture> --aspect <w:h> [--anchor <anchor>] [-o <file>]
      outpaint expand <picture> --size <wxh> [--anchor <anchor>] [-o <file>]
      """,
    discussion: """
      PNG and WebP keep transparency, JPEG gets a white background; colour profiles are carried over. In a PNG the \
      picture's own pixels are the same to the bit.

      EXAMPLES:
        outpaint expand photo.jpg --left 640 --right 640 --top 128 -o wide.png
        outpaint expand photo.jpg --aspect 16:9 --anchor left
        outpaint expand photo.jpg --size 1920x1080 --mode fast --format jpg
        outpaint expand photo.jpg --right 512 --count 4 --seed 10 -o right.webp
        cat photo.jpg | outpaint expand - --top 256 -o - > tall.png
      """)

  @Argument(help: "A PNG, JPEG or WebP file, or - for standard input.")
  var picture: String

  @OptionGroup(title: "Canvas")
  var canvas: CanvasOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, replaced if it exists, or - for standard output. (default: <picture>-expanded.png)",
      valueName: "file"))
  var output: String?

  @Option(help: "The output's format, whatever its name. (default: by its name, else png)")
  var format: FormatName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Quality of JPEG and WebP, 20 to 99. (default: 95)", valueName: "number"))
  var quality: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("First seed, 1 or more: the same seed gives the same picture.", valueName: "number"))
  var seed = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of pictures to make, with seeds counting up; the files are numbered.", valueName: "number"))
  var count = 1

  @Option(
    help: ArgumentHelp(
      "How much work goes into the picture. fast also compresses PNG less: larger files, in a quarter of the time.",
      valueName: "mode"))
  var mode = EffortName.high

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to use; the picture does not depend on it. (default: one a processor)", valueName: "number"))
  var threads: Int?

  @Flag(help: "Print on standard error how many seconds each stage took.")
  var timing = false

  @Flag(help: "Replace an existing file of the derived name.")
  var force = false

  @Flag(name: .shortAndLong, help: "Print errors and warnings only.")
  var quiet = false

  func validate() throws {
    if let quality, !PictureFormat.qualities.contains(quality) {
      throw ValidationError("--quality must be from 20 to 99, but \(quality) was given.")
    }
    if seed < 1 { throw ValidationError("--seed must be 1 or more, but \(seed) was given.") }
    try OptionRange.check("--count", count, in: OptionRange.repetitions)
    if seed > Int.max - (count - 1) {
      throw ValidationError("--seed and --count together exceed \(Int.max); take a smaller seed.")
    }
    try OptionRange.check("--threads", threads, in: OptionRange.threads)
    if force && output != nil {
      throw ValidationError("--force is for derived names; a file named with -o is replaced without it.")
    }
  }

  func run() throws {
    ProcessMemory.shareHeap()
    // Not before all options are known: a misspelt side is an unknown option, rather than none.
    try canvas.requireGrowth()
    let names = try OutputNames(source: picture, output: output, format: format, count: count)
    try checkDestinations(names)
    if quality != nil && names.format == .png {
      StandardError.warn("--quality has no effect on PNG, which loses nothing.")
    }
    let expansion = try PictureExpansion(
      name: picture == "-" ? "standard input" : picture, bytes: InputFile.read(picture), geometry: canvas.geometry,
      format: PictureFormat(names.format, quality: quality ?? PictureFormat.standardQuality, isFast: mode == .fast))
    if expansion.addsNothing && !quiet {
      StandardError.write("\(picture) already has the shape that was asked for; nothing is added.\n")
    }
    for (index, destination) in names.destinations.enumerated() {
      let settings = Engine.Settings(seed: seed + index, isFast: mode == .fast, threads: threads)
      try expansion.make(with: settings, at: destination, progress: .suitable(quiet: quiet), isTimed: timing)
    }
  }

  private func checkDestinations(_ names: OutputNames) throws(CommandFailure) {
    for destination in names.destinations {
      switch destination {
      case .standardOutput:
        if StandardOutput.isTerminal {
          throw CommandFailure(.usage, "Standard output is a terminal; redirect it, or name a file with -o.")
        }
      case .file(let path):
        try OutputFile.checkPlace(path)
        if output == nil && !force && FileKind(at: path) != .nothing {
          throw CommandFailure(.cannotCreate, "\(path) exists; replace it with --force, or name a file with -o.")
        }
      }
    }
  }
}
