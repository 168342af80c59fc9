/// Unpacks the zlib streams in which PNG stores colour profiles, and rarely pixels (RFC 1950 and 1951).
///
/// Made for files that nobody vouches for: every read is bounds-checked, and the output has a limit.
package struct Inflate {
  package enum Failure: Error, Hashable {
    case truncated
    case tooLarge
    case damaged(String)
  }

  private let input: ArraySlice<UInt8>
  private let limit: Int
  private var position: Int
  private var bitBuffer: UInt64 = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  /// The bytes that the zlib stream `input` unpacks to; `limit` is the most there may be.
  package static func unpack(_ input: ArraySlice<UInt8>, atMost limit: Int) throws(Failure) -> [UInt8] {
    var inflate = Inflate(input: input, limit: limit)
    try inflate.unpackStream()
    return inflate.output
  }

  private init(input: ArraySlice<UInt8>, limit: Int) {
    self.input = input
    self.limit = limit
    self.position = input.startIndex
  }

  private mutating func unpackStream() throws(Failure) {
    let method = Int(try byte())
    let flags = Int(try byte())
    guard method & 15 == 8, method >> 4 <= 7, (method << 8 | flags) % 31 == 0, flags & 0x20 == 0 else {
      throw .damaged("it does not begin like a zlib stream")
    }
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try copyStoredBlock()
      case 1: try unpackBlock(literals: Self.fixedLiterals, distances: Self.fixedDistances)
      case 2: try unpackDynamicBlock()
      default: throw .damaged("it has a deflate block of unknown type")
      }
    }
    dropToByteBoundary()
    var checksum: UInt32 = 0
    for _ in 0..<4 { checksum = checksum << 8 | UInt32(try byte()) }
    guard checksum == Checksum.adler32(output) else { throw .damaged("its checksum is not that of its bytes") }
  }

  // MARK: Blocks

  private mutating func copyStoredBlock() throws(Failure) {
    dropToByteBoundary()
    let length = Int(try byte()) | Int(try byte()) << 8
    let complement = Int(try byte()) | Int(try byte()) << 8
    guard length == ~complement & 0xFFFF else { throw .damaged("the length of a stored deflate block is damaged") }
    dropToByteBoundary()
    guard length <= input.endIndex - position else { throw .truncated }
    guard length <= limit - output.count else { throw .tooLarge }
    output.append(contentsOf: input[position..<position + length])
    position += length
  }

  private mutating func unpackDynamicBlock() throws(Failure) {
    let literalCount = Int(try bits(5)) + 257
    let distanceCount = Int(try bits(5)) + 1
    let lengthCount = Int(try bits(4)) + 4
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for i in 0..<lengthCount { lengthLengths[Self.lengthOrder[i]] = UInt8(try bits(3)) }
    let lengthCode = try PrefixCode(lengths: lengthLengths)

    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(of: lengthCode)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw .damaged("a deflate code repeats a length before the first") }
        lengths.append(contentsOf: repeatElement(last, count: 3 + Int(try bits(2))))
      case 17: lengths.append(contentsOf: repeatElement(0, count: 3 + Int(try bits(3))))
      case 18: lengths.append(contentsOf: repeatElement(0, count: 11 + Int(try bits(7))))
      default: lengths.append(UInt8(symbol))
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw .damaged("a deflate code has too many lengths") }
    try unpackBlock(
      literals: PrefixCode(lengths: lengths[..<literalCount]),
      distances: PrefixCode(lengths: lengths[literalCount...]))
  }

  private mutating func unpackBlock(literals: PrefixCode, distances: PrefixCode) throws(Failure) {
    while true {
      let symbol = try symbol(of: literals)
      if symbol == 256 { return }
      if symbol < 256 {
        guard output.count < limit else { throw .tooLarge }
        output.append(UInt8(symbol))
        continue
      }
      guard symbol <= 285 else { throw .damaged("a deflate length is out of range") }
      let length = Self.lengthBases[symbol - 257] + Int(try bits(Self.lengthExtraBits[symbol - 257]))
      let distanceSymbol = try self.symbol(of: distances)
      guard distanceSymbol < 30 else { throw .damaged("a deflate distance is out of range") }
      let extraBits = max(0, distanceSymbol / 2 - 1)
      let base = distanceSymbol < 2 ? distanceSymbol + 1 : (2 + distanceSymbol % 2) << extraBits + 1
      let distance = base + Int(try bits(extraBits))
      guard distance <= output.count else { throw .damaged("a deflate distance reaches back before the start") }
      guard length <= limit - output.count else { throw .tooLarge }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  // MARK: Bits

  private mutating func byte() throws(Failure) -> UInt8 { UInt8(try bits(8)) }

  /// The next `count` bits, at most 13, the first in the lowest place.
  private mutating func bits(_ count: Int) throws(Failure) -> UInt32 {
    fill()
    guard count <= bitCount else { throw .truncated }
    let value = UInt32(truncatingIfNeeded: bitBuffer & (1 << UInt64(count) - 1))
    bitBuffer >>= UInt64(count)
    bitCount -= count
    return value
  }

  private mutating func symbol(of code: PrefixCode) throws(Failure) -> Int {
    fill()
    let entry = code.table[Int(truncatingIfNeeded: bitBuffer) & (code.table.count - 1)]
    let length = Int(entry & 15)
    guard length > 0 else { throw .damaged("a deflate code is not in its table") }
    guard length <= bitCount else { throw .truncated }
    bitBuffer >>= UInt64(length)
    bitCount -= length
    return Int(entry >> 4)
  }

  /// Takes up bytes until there are at least 15 bits, or no more bytes.
  private mutating func fill() {
    while bitCount < 15, position < input.endIndex {
      bitBuffer |= UInt64(input[position]) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
  }

  /// Drops the rest of a byte, and gives back the bytes behind it.
  private mutating func dropToByteBoundary() {
    position -= bitCount / 8
    bitBuffer = 0
    bitCount = 0
  }
}

extension Inflate {
  /// A canonical prefix code, as a table over the bits that come next.
  fileprivate struct PrefixCode: Sendable {
    /// For as many next bits as the longest code has: the symbol times 16, plus the length of its code; 0 for no symbol.
    private(set) var table: [UInt16] = [0]

    /// - Parameter lengths: for each symbol the bits of its code, at most 15, and 0 where it has none.
    init(lengths: some Collection<UInt8>) throws(Failure) {
      let longest = Int(lengths.max() ?? 0)
      var counts = [Int](repeating: 0, count: 16)
      for length in lengths where length > 0 { counts[Int(length)] += 1 }
      var next = [Int](repeating: 0, count: 17)
      for length in 1...15 {
        next[length + 1] = (next[length] + counts[length]) << 1
        guard next[length] + counts[length] <= 1 << length else {
          throw .damaged("a deflate code has more symbols than its lengths allow")
        }
      }
      table = [UInt16](repeating: 0, count: 1 << longest)
      for (symbol, length) in lengths.enumerated() where length > 0 {
        let code = next[Int(length)]
        next[Int(length)] += 1
        // Codes are read from their highest bit on, and numbers from their lowest.
        var reversed = 0
        for bit in 0..<Int(length) where code >> bit & 1 == 1 { reversed |= 1 << (Int(length) - 1 - bit) }
        for index in stride(from: reversed, to: table.count, by: 1 << Int(length)) {
          table[index] = UInt16(symbol) << 4 | UInt16(length)
        }
      }
    }

    /// A code of the standard, known to be sound.
    init(fixed lengths: [UInt8]) {
      self = (try? PrefixCode(lengths: lengths)) ?? PrefixCode()
    }

    private init() {}
  }

  private static let fixedLiterals = PrefixCode(
    fixed: [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  private static let fixedDistances = PrefixCode(fixed: [UInt8](repeating: 5, count: 30))

  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthExtraBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
}
