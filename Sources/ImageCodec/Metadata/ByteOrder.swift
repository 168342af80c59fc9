/// Which byte of a number comes first.
enum ByteOrder {
  case bigEndian, littleEndian
}

// Numbers inside of bytes that may be hostile: an offset outside of them gives nil, whatever it is.
extension [UInt8] {
  func uint16(at offset: Int, _ order: ByteOrder) -> UInt16? {
    guard offset >= 0, offset <= count - 2 else { return nil }
    let value = UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    return order == .bigEndian ? value : value.byteSwapped
  }

  func uint32(at offset: Int, _ order: ByteOrder) -> UInt32? {
    guard offset >= 0, offset <= count - 4 else { return nil }
    var value: UInt32 = 0
    for i in 0..<4 { value = value << 8 | UInt32(self[offset + i]) }
    return order == .bigEndian ? value : value.byteSwapped
  }

  func fourCC(at offset: Int) -> FourCC? {
    uint32(at: offset, .bigEndian).map(FourCC.init(code:))
  }

  mutating func append(_ value: UInt32, _ order: ByteOrder) {
    let value = order == .bigEndian ? value : value.byteSwapped
    for shift in stride(from: UInt32(24), through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func append(_ fourCC: FourCC) { append(fourCC.code, .bigEndian) }
}
