import Foundation

/// Where `outpaint expand` puts its pictures.
struct OutputNames: Hashable, Sendable {
  enum Destination: Hashable, Sendable {
    case standardOutput
    case file(String)
  }

  /// One for each picture.
  let destinations: [Destination]
  let format: FormatName

  /// - Parameters:
  ///   - source: path of the source picture, or `-`.
  ///   - output: path given by the user, `-` for standard output, or nil to derive one beside the source.
  ///   - format: given by the user; nil to go by the name of `output`.
  ///   - count: number of pictures; more than one are numbered from 1 on.
  init(source: String, output: String?, format: FormatName?, count: Int) throws(CommandFailure) {
    self.format = try Self.format(output: output, given: format)
    if output == "-" {
      if count > 1 {
        throw CommandFailure(
          .usage, "Standard output takes one picture, not \(count); leave --count out, or name a file.")
      }
      destinations = [.standardOutput]
      return
    }
    let path: String
    if let output { path = output } else { path = try Self.derived(from: source, format: self.format) }
    destinations =
      count == 1 ? [.file(path)] : (1...count).map { .file(Self.numbered(path, $0)) }
  }

  private static func format(output: String?, given: FormatName?) throws(CommandFailure) -> FormatName {
    if let given { return given }
    guard let output, output != "-" else { return .png }
    if let format = FormatName(endOf: output) { return format }
    throw CommandFailure(
      .usage,
      "The name \(output) does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format.")
  }

  private static func derived(from source: String, format: FormatName) throws(CommandFailure) -> String {
    if source == "-" {
      throw CommandFailure(.usage, "A picture from standard input has no name to derive one from; name a file with -o.")
    }
    return Self.splitExtension(source).stem + "-expanded.\(format.rawValue)"
  }

  private static func numbered(_ path: String, _ number: Int) -> String {
    let (stem, end) = splitExtension(path)
    return "\(stem)-\(number)\(end)"
  }

  /// A path up to its last dot, and the rest; hidden files and folders with a dot have no extension by that dot.
  private static func splitExtension(_ path: String) -> (stem: String, end: String) {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[nameStart...].lastIndex(of: "."), dot > nameStart else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }
}
