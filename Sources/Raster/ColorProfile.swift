/// An ICC profile, carried from the source file to the result unread.
public struct ColorProfile: Hashable, Sendable {
  public let iccBytes: [UInt8]

  public init(iccBytes: [UInt8]) {
    self.iccBytes = iccBytes
  }
}
