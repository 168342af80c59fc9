/// A UUID as a client wrote it: 8-4-4-4-12 hexadecimal digits of any version.
///
/// It is copied into answers letter by letter; comparisons ignore case.
public struct UUIDText: Sendable {
  public let text: String

  /// - Returns: nil unless `text` is 8-4-4-4-12 hexadecimal digits.
  public init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    let utf8 = Array(text.utf8)
    for (index, byte) in utf8.enumerated() {
      let fits = Self.hyphens.contains(index) ? byte == UInt8(ascii: "-") : Self.isHexDigit(byte)
      if !fits { return nil }
    }
    self.text = text
  }

  /// A new random UUID (version 4).
  public init(using generator: inout some RandomNumberGenerator) {
    let high = (generator.next() as UInt64) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = (generator.next() as UInt64) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Array(Self.hex(high) + Self.hex(low))
    text = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
      .map { String($0) }.joined(separator: "-")
  }

  /// A new random UUID from the system's generator.
  public static func random() -> UUIDText {
    var generator = SystemRandomNumberGenerator()
    return UUIDText(using: &generator)
  }

  private static let hyphens: Set<Int> = [8, 13, 18, 23]

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension UUIDText: Hashable {
  public static func == (a: UUIDText, b: UUIDText) -> Bool { a.text.lowercased() == b.text.lowercased() }

  public func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }
}

extension UUIDText: CustomStringConvertible {
  public var description: String { text }
}

extension UUIDText: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let uuid = UUIDText(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no UUID")
    }
    self = uuid
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
