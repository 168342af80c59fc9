import TaskSchema

/// A hash that is the same on every machine and in every run, for names and seeds: 128 bits of FNV-1a.
///
/// It tells apart what differs by accident; it is no protection against somebody who looks for two equal ones.
/// Fowler, Noll, Vo and Eastlake 2024: The FNV Non-Cryptographic Hash Algorithm, RFC 9923.
struct StableHash {
  private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  /// Adds a part; parts do not run into each other.
  mutating func add(_ part: some Collection<UInt8>) {
    for byte in part { add(byte) }
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: part.count >> shift)) }
  }

  mutating func add(_ text: String) { add(text.utf8) }

  mutating func add(_ number: Int) { add("\(number)") }

  /// A UUID in the form of version 4.
  var uuid: UUIDText {
    var halves = Halves(values: [mixed.high, mixed.low])
    return UUIDText(using: &halves)
  }

  /// Eight hexadecimal digits.
  var digits: String {
    let text = String(mixed.high >> 32, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }

  /// A number from 1 to 2147483647 − 19, so that 20 seeds in a row are as short as drawn ones.
  var seed: Int { Int(mixed.low % 2_147_483_628) + 1 }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// The state with its bits spread: FNV leaves the last bytes in few of them.
  private var mixed: (high: UInt64, low: UInt64) {
    let low = Self.mix(UInt64(truncatingIfNeeded: state))
    let high = Self.mix(UInt64(truncatingIfNeeded: state >> 64) ^ low)
    return (high, Self.mix(low &+ high))
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014, DOI 10.1145/2660193.2660195).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Hands out two given numbers, in turn.
  private struct Halves: RandomNumberGenerator {
    var values: [UInt64]

    mutating func next() -> UInt64 {
      let first = values.removeFirst()
      values.append(first)
      return first
    }
  }
}
