/// Base64 with the standard alphabet (RFC 4648, section 4).
public enum Base64 {
  /// The bytes that `text` stands for; nil when it is not base64.
  ///
  /// Line breaks, spaces and tabs are passed over and the padding may be missing, as in texts copied by hand.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var collected: UInt32 = 0
    var digits = 0
    var padding = 0
    for byte in text.utf8 {
      let digit = values[Int(byte)]
      if digit < 64 {
        if padding > 0 { return nil }
        collected = collected << 6 | UInt32(digit)
        digits += 1
        if digits == 4 {
          bytes.append(UInt8(truncatingIfNeeded: collected >> 16))
          bytes.append(UInt8(truncatingIfNeeded: collected >> 8))
          bytes.append(UInt8(truncatingIfNeeded: collected))
          collected = 0
          digits = 0
        }
      } else if byte == UInt8(ascii: "=") {
        padding += 1
      } else if digit == invalid {
        return nil
      }
    }
    // One digit is less than a byte; padding, where there is some, fills the group of four exactly.
    if digits == 1 || (padding > 0 && digits + padding != 4) { return nil }
    if digits >= 2 { bytes.append(UInt8(truncatingIfNeeded: collected >> (digits == 2 ? 4 : 10))) }
    if digits == 3 { bytes.append(UInt8(truncatingIfNeeded: collected >> 2)) }
    return bytes
  }

  /// The padded base64 text of `bytes`, without line breaks.
  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0) }
      for digit in 0..<4 {
        let value = Int(group >> UInt32(18 - 6 * digit)) & 63
        text.append(digit <= count ? alphabet[value] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let invalid: UInt8 = 255
  private static let space: UInt8 = 254

  /// For each byte its value as a digit, or `space`, or `invalid`.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    for byte in " \n\r\t".utf8 { values[Int(byte)] = space }
    return values
  }()
}
