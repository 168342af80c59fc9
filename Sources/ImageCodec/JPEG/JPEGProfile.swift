import Raster

/// An ICC profile in APP2 segments (ICC.1:2022, annex B.4): a title, the number of this segment from 1 on, how many there
/// are, and a part of the profile of at most 65,519 bytes.
struct JPEGProfile {
  private var parts: [Part] = []

  private struct Part {
    let number: UInt8
    let count: UInt8
    let content: Range<Int>
  }

  private static let title: [UInt8] = Array("ICC_PROFILE".utf8) + [0]
  private static let maxPartBytes = 65_519

  /// Takes note of an APP2 segment, if it has a part of a profile.
  mutating func add(_ segment: Range<Int>, of bytes: [UInt8]) {
    guard segment.count >= Self.title.count + 2, bytes[segment].starts(with: Self.title) else { return }
    let start = segment.lowerBound + Self.title.count
    parts.append(Part(number: bytes[start], count: bytes[start + 1], content: start + 2..<segment.upperBound))
  }

  /// The parts in their order, as one profile.
  func read(_ bytes: [UInt8]) throws(CodecError) -> ColorProfile? {
    if parts.isEmpty { return nil }
    let sorted = parts.sorted { $0.number < $1.number }
    guard sorted.enumerated().allSatisfy({ Int($1.number) == $0 + 1 && Int($1.count) == sorted.count }) else {
      let numbers = sorted.map { "\($0.number) of \($0.count)" }.joined(separator: ", ")
      throw .damaged(.jpeg, reason: "its colour profile has parts \(numbers), not each once")
    }
    return ColorProfile(rgbProfile: sorted.flatMap { bytes[$0.content] })
  }

  /// The segments that carry `profile`.
  static func segments(of profile: ColorProfile) throws(CodecError) -> [UInt8] {
    let icc = profile.iccBytes
    guard icc.count <= ColorProfile.maxBytes else { throw .profileTooLarge(.jpeg, atMost: ColorProfile.maxBytes) }
    let count = (icc.count + maxPartBytes - 1) / maxPartBytes
    var result: [UInt8] = []
    for part in 0..<count {
      let content = icc[part * maxPartBytes..<min((part + 1) * maxPartBytes, icc.count)]
      let length = UInt16(2 + title.count + 2 + content.count)
      result += [0xFF, 0xE2, UInt8(length >> 8), UInt8(length & 255)]
      result += title
      result += [UInt8(part + 1), UInt8(count)]
      result += content
    }
    return result
  }
}
