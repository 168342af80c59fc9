import Raster

/// The iCCP chunk: a name, a zero byte, a zero for "deflate", and the profile as a zlib stream.
enum PNGProfile {
  static func read(_ content: ArraySlice<UInt8>) throws(CodecError) -> ColorProfile? {
    guard let end = content.firstIndex(of: 0), end + 2 <= content.endIndex, content[end + 1] == 0 else {
      throw .damaged(.png, reason: "its colour profile (iCCP) has no name or no known compression")
    }
    do throws(Inflate.Failure) {
      return ColorProfile(rgbProfile: try Inflate.unpack(content[(end + 2)...], atMost: ColorProfile.maxBytes))
    } catch {
      throw codecError(error)
    }
  }

  private static func codecError(_ failure: Inflate.Failure) -> CodecError {
    switch failure {
    case .truncated: .truncated(.png, missing: "its colour profile (iCCP) ends early")
    case .tooLarge: .profileTooLarge(.png, atMost: ColorProfile.maxBytes)
    case .damaged(let reason):
      .damaged(.png, reason: "its colour profile (iCCP) cannot be unpacked, since \(reason)")
    }
  }

  static func content(of profile: ColorProfile) throws(CodecError) -> [UInt8] {
    guard profile.iccBytes.count <= ColorProfile.maxBytes else {
      throw .profileTooLarge(.png, atMost: ColorProfile.maxBytes)
    }
    return Array("ICC profile".utf8) + [0, 0] + StoredDeflate.pack(profile.iccBytes)
  }
}
