import Foundation

/// Memory that is handed out full of a given byte, so that a value read before it was written shows.
///
/// Two runs that differ in this byte alone, and agree, have used nothing that they did not write.
enum PoisonedMemory {
  private typealias SetOption = @convention(c) (_ option: CInt, _ value: CInt) -> CInt

  /// The function of glibc that sets up the allocator; its header belongs to no module.
  private static let setOption: SetOption? = {
    guard let address = dlsym(dlopen(nil, RTLD_NOW), "mallopt") else { return nil }
    return unsafeBitCast(address, to: SetOption.self)
  }()

  /// `M_PERTURB` of `malloc.h`.
  private static let perturb: CInt = -6

  /// Whether the system's allocator can do it.
  static var isAvailable: Bool { setOption != nil }

  /// Fills memory with `byte` from now on, in the whole process; 0 ends it.
  static func begin(_ byte: UInt8) {
    // The allocator writes the complement of the number it is given.
    _ = setOption?(perturb, byte == 0 ? 0 : CInt(~byte))
  }

  /// What a fresh block of memory of some size begins with.
  static func sample(bytes: Int) -> UInt8 {
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
    defer { block.deallocate() }
    return block.load(fromByteOffset: bytes / 2, as: UInt8.self)
  }
}
