import Foundation

/// Where a batch takes its lines from.
protocol LineSource: Sendable {
  /// The next line without its end, or nil after the last.
  mutating func next() throws(CommandFailure) -> [UInt8]?

  /// Share of the input that was handed out, 0...1; nil where nobody knows how much there is.
  var fraction: Double? { get }
}

/// Lines of a file or of standard input, of which no more than one piece is held at a time.
struct LineReader: LineSource {
  private let handle: FileHandle
  private let name: String

  /// Most bytes of a line: several pictures as base64, and an end to a device that has none.
  static let longestLine = 1 << 28

  /// Bytes of a regular file; nil for a pipe.
  private let size: Int?

  private var buffer: [UInt8] = []

  /// First byte in the buffer that was not handed out.
  private var start = 0

  /// Bytes that were handed out.
  private var position = 0

  private var isAtEnd = false

  /// - Parameter path: a file, or `-` for standard input.
  init(path: String) throws(CommandFailure) {
    name = path == "-" ? "Standard input" : path
    if path == "-" {
      if isatty(0) == 1 {
        throw CommandFailure(.usage, "Standard input is a terminal; pipe requests into the command, or name a file.")
      }
      handle = .standardInput
      size = nil
      return
    }
    let kind = FileKind(at: path)
    if kind == .nothing { throw CommandFailure(.noInput, "There is no file \(path).") }
    do {
      handle = try FileHandle(forReadingFrom: URL(filePath: path))
      size = kind == .regular ? Int(try handle.seekToEnd()) : nil
      if size != nil { try handle.seek(toOffset: 0) }
    } catch {
      throw CommandFailure(.noInput, "\(path) cannot be read: \(error.reason).")
    }
  }

  var fraction: Double? { size.map { $0 == 0 ? 1 : Double(position) / Double($0) } }

  mutating func next() throws(CommandFailure) -> [UInt8]? {
    var searched = start
    while true {
      if let end = lineEnd(from: searched) { return take(upTo: end, skipping: 1) }
      searched = buffer.count
      if isAtEnd { return start < buffer.count ? take(upTo: buffer.count, skipping: 0) : nil }
      // What was handed out already makes room.
      buffer.removeFirst(start)
      searched -= start
      start = 0
      if buffer.count > Self.longestLine {
        throw CommandFailure(
          .badInput, "A line of \(name) has more than \(Self.longestLine >> 20) MiB, which is the most that is read.")
      }
      try fill()
    }
  }

  /// The first line feed in the buffer from a byte on.
  private func lineEnd(from index: Int) -> Int? {
    // The call reads what is left of the array, which lives as long.
    unsafe buffer.withUnsafeBytes { bytes in
      guard index < bytes.count, let start = bytes.baseAddress,
        let end = unsafe memchr(start + index, CInt(UInt8(ascii: "\n")), bytes.count - index)
      else { return nil }
      return unsafe UnsafeRawPointer(end) - start
    }
  }

  private mutating func take(upTo end: Int, skipping: Int) -> [UInt8] {
    let line = Array(buffer[start..<end])
    position += end + skipping - start
    start = end + skipping
    return line
  }

  private mutating func fill() throws(CommandFailure) {
    let data: Data
    if size == nil {
      // A pipe may be filled line by line by somebody who waits for each answer: take what is there.
      data = handle.availableData
    } else {
      do {
        data = try handle.read(upToCount: 1 << 20) ?? Data()
      } catch {
        throw CommandFailure(.noInput, "\(name) cannot be read: \(error.reason).")
      }
    }
    if data.isEmpty { isAtEnd = true }
    buffer.append(contentsOf: data)
  }
}

/// Names of the pictures of a folder, in alphabetical order, as if they were lines.
struct FolderListing: LineSource {
  private let names: [String]
  private var position = 0

  init(path: String) throws(CommandFailure) {
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { FormatName(endOf: $0) != nil && !$0.hasPrefix(".") }.sorted()
    } catch {
      throw CommandFailure(.noInput, "The folder \(path) cannot be read: \(error.reason).")
    }
    if names.isEmpty {
      throw CommandFailure(.noInput, "The folder \(path) holds no file whose name ends in .png, .jpg, .jpeg or .webp.")
    }
  }

  var fraction: Double? { Double(position) / Double(names.count) }

  mutating func next() -> [UInt8]? {
    if position == names.count { return nil }
    position += 1
    return Array(names[position - 1].utf8)
  }
}
