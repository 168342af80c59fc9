/// Reads a stream in the pieces that a protocol is made of.
///
/// Belongs to the one task that reads its connection.
final class BufferedReader {
  let stream: any ByteStream
  private var buffer: [UInt8] = []
  private var position = 0

  /// Bytes asked of the stream at a time.
  private static let chunk = 65_536

  init(_ stream: any ByteStream) {
    self.stream = stream
  }

  /// Whether the stream has ended.
  ///
  /// Waits for a byte where there is none.
  func isAtEnd() async throws -> Bool {
    if position < buffer.count { return false }
    return try await !fill()
  }

  /// The next byte.
  func byte() async throws -> UInt8 {
    if try await isAtEnd() { throw WireError.truncated }
    position += 1
    return buffer[position - 1]
  }

  /// Between one and `count` bytes, whatever comes at once.
  func some(atMost count: Int) async throws -> ArraySlice<UInt8> {
    if try await isAtEnd() { throw WireError.truncated }
    let end = min(buffer.count, position + count)
    defer { position = end }
    return buffer[position..<end]
  }

  /// The bytes up to the next line feed, without it and a carriage return before it; nil when they are more than `limit`.
  func line(limit: Int) async throws -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if try await isAtEnd() { throw WireError.truncated }
      let feed = buffer[position...].firstIndex(of: UInt8(ascii: "\n"))
      let end = feed ?? buffer.count
      // A carriage return, which does not count, may be among the bytes.
      if line.count + end - position > limit + 1 { return nil }
      line += buffer[position..<end]
      position = feed.map { $0 + 1 } ?? end
      if feed != nil {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.count > limit ? nil : line
      }
    }
  }

  private func fill() async throws -> Bool {
    buffer = try await stream.read(atMost: Self.chunk)
    position = 0
    return !buffer.isEmpty
  }
}
