import ImageCodec
import Raster
import Testing

/// Bad input gets the error that says what was wrong and what would be right.
struct CodecErrorTests {
  private static func error(decoding bytes: [UInt8], limits: DecodeLimits = .standard) -> CodecError? {
    #expect(throws: CodecError.self) { try Image(decoding: bytes, limits: limits) }
  }

  private static func error(encoding image: Image, as encoding: ImageEncoding) -> CodecError? {
    #expect(throws: CodecError.self) { try image.encoded(as: encoding) }
  }

  // MARK: Signatures

  @Test
  func `no bytes at all`() {
    let error = Self.error(decoding: [])
    #expect(error == .noBytes)
    #expect(error?.description == "The file is empty: it should hold a PNG, JPEG or WebP picture.")
  }

  @Test
  func `a signature of another format is shown and named`() {
    let error = Self.error(decoding: Array("GIF89a and so on".utf8))
    #expect(error == .unknownFormat(firstBytes: Array("GIF89a and s".utf8)))
    #expect(
      error?.description == "The file is not a PNG, JPEG or WebP picture: it begins with 47 49 46 38 39 61 20 61 6E 64"
        + " 20 73, as GIF does. Convert it to one of these formats.")
  }

  @Test(
    arguments: [
      ([0x49, 0x49, 0x2A, 0], "TIFF"), ([0, 0, 0, 32] + Array("ftypavif".utf8), "AVIF or HEIC"),
      (Array("BM1234".utf8), "BMP"), (Array("%PDF-1.7".utf8), "PDF"), ([0xFF, 0x0A, 1], "JPEG XL"),
      (Array("<!DOCTYPE html>".utf8), "SVG or HTML"), ([0, 0, 0, 12] + Array("jP  ".utf8), "JPEG 2000"),
    ] as [([UInt8], String)])
  func `formats that people bring instead are named`(bytes: [UInt8], name: String) {
    #expect(Self.error(decoding: bytes)?.description.contains("as \(name) does") == true)
  }

  // MARK: Sizes

  @Test
  func `a side of zero`() throws {
    let error = Self.error(decoding: PNGBytes.file(width: 0, height: 5, rows: [0]))
    #expect(error == .emptyPicture(.png, width: 0, height: 5))
    #expect(error?.description == "A PNG picture of 0×5 pixels has none: both sides should be at least 1.")

    var jpeg = try FormatImages.bytes("baseline.jpg")
    jpeg.replaceFrameSize(width: 35, height: 0)
    #expect(Self.error(decoding: jpeg) == .emptyPicture(.jpeg, width: 35, height: 0))
  }

  @Test
  func `a small file that declares a huge picture`() throws {
    let bomb = PNGBytes.file(width: 30_000, height: 30_000, rows: [0, 1, 2, 3])
    let error = Self.error(decoding: bomb)
    #expect(error == .exceedsLimits(.png, width: 30_000, height: 30_000, limits: .standard))
    #expect(
      error?.description
        == "The PNG file declares 30000×30000 pixels: at most 32767 on a side and 100000000 altogether are read.")

    let extreme = PNGBytes.file(width: .max, height: .max, rows: [0])
    #expect(
      Self.error(decoding: extreme)
        == .exceedsLimits(.png, width: 4_294_967_295, height: 4_294_967_295, limits: .standard))

    var jpeg = try FormatImages.bytes("baseline.jpg")
    jpeg.replaceFrameSize(width: 65_535, height: 65_535)
    #expect(Self.error(decoding: jpeg) == .exceedsLimits(.jpeg, width: 65_535, height: 65_535, limits: .standard))
  }

  @Test
  func `a huge picture inside of the limits is refused when the file is too small for it`() throws {
    let bomb = PNGBytes.file(width: 9000, height: 9000, rows: [0, 1, 2, 3])
    let error = Self.error(decoding: bomb)
    #expect(error == .truncated(.png, missing: "9000×9000 pixels cannot come out of 15 bytes of image data"))

    var jpeg = try FormatImages.bytes("baseline.jpg")
    jpeg.replaceFrameSize(width: 9000, height: 9000)
    #expect(Self.error(decoding: jpeg)?.description.contains("9000×9000 pixels cannot come out of") == true)
  }

  @Test(arguments: ["rgb-8.png", "baseline.jpg", "lossy.webp", "lossless.webp"])
  func `the caller's limits hold for every format`(file: String) throws {
    let bytes = try FormatImages.bytes(file)
    let size = try Image(decoding: bytes).size
    let limits = [
      DecodeLimits(maxSide: size.width - 1, maxPixels: 10_000), DecodeLimits(maxSide: 100, maxPixels: size.area - 1),
    ]
    for limits in limits {
      let format = try #require(ImageFormat(signature: bytes))
      #expect(
        Self.error(decoding: bytes, limits: limits)
          == .exceedsLimits(format, width: size.width, height: size.height, limits: limits))
    }
    #expect(throws: Never.self) {
      try Image(decoding: bytes, limits: DecodeLimits(maxSide: size.width, maxPixels: size.area))
    }
  }

  @Test
  func `limits without bounds still leave a bound`() {
    let limits = DecodeLimits(maxSide: .max, maxPixels: .max)
    for (width, height) in [(UInt32.max, UInt32.max), (1_000_001, 1), (1 << 31, 1 << 31)] {
      let bytes = PNGBytes.file(width: width, height: height, rows: [0])
      #expect(
        Self.error(decoding: bytes, limits: limits)
          == .exceedsLimits(
            .png, width: Int(width), height: Int(height), limits: DecodeLimits(maxSide: 1_000_000, maxPixels: .max)))
    }
    let longest = PNGBytes.file(width: 1_000_000, height: 1_000_000, rows: [0])
    #expect(
      Self.error(decoding: longest, limits: limits)
        == .truncated(.png, missing: "1000000×1000000 pixels cannot come out of 12 bytes of image data"))
  }

  // MARK: Damage

  @Test
  func `a truncated file`() throws {
    let png = try FormatImages.bytes("rgb-8.png")
    let error = Self.error(decoding: Array(png.dropLast(20)))
    guard case .truncated(.png, let missing) = error else { throw try #require(error) }
    #expect(missing.hasPrefix("chunk IDAT needs"))
    #expect(error?.description.hasPrefix("The PNG file is truncated: chunk IDAT needs") == true)
    #expect(error?.description.hasSuffix("are left. Use the complete file.") == true)

    let jpeg = try FormatImages.bytes("baseline.jpg")
    #expect(
      Self.error(decoding: jpeg.dropLast(40))
        == .truncated(.jpeg, missing: "it ends before the marker of its end (EOI)"))
    let webp = try FormatImages.bytes("lossy.webp")
    #expect(
      Self.error(decoding: webp.dropLast(40))
        == .truncated(.webp, missing: "it should have \(webp.count) bytes, and has \(webp.count - 40)"))
  }

  @Test
  func `coded data that end early behind a sound frame`() throws {
    let jpeg = try FormatImages.bytes("baseline.jpg")
    let error = Self.error(decoding: jpeg.dropLast(100) + [0xFF, 0xD9])
    guard case .damaged(.jpeg, let reason) = error else { throw try #require(error) }
    #expect(reason.hasPrefix("TurboJPEG reports “"))
  }

  @Test
  func `a wrong checksum names the chunk and both numbers`() {
    var bytes = PNGBytes.file(width: 1, height: 1, rows: [0, 1, 2, 3])
    bytes[8 + 25 + 8 + 3] ^= 1
    let error = Self.error(decoding: bytes)
    guard case .checksumMismatch(.png, "IDAT", let stored, let computed) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(stored != computed)
    #expect(error?.description.contains("the checksum of chunk IDAT is ") == true)
  }

  @Test
  func `a wrong checksum of a chunk that is not read does not matter`() throws {
    var text = PNGBytes.chunk("tEXt", Array("Title\0x".utf8))
    text[text.count - 1] ^= 1
    let image = try Image(decoding: PNGBytes.file(width: 1, height: 1, extra: text, rows: [0, 1, 2, 3]))
    #expect(image[x: 0, y: 0] == Pixel(red: 1, green: 2, blue: 3))
  }

  @Test
  func `kinds of samples that do not exist`() {
    let bytes =
      PNGBytes.signature + PNGBytes.header(width: 1, height: 1, bitDepth: 3, colorType: 2)
      + PNGBytes.chunk("IDAT", StoredDeflate.pack([0, 1])) + PNGBytes.chunk("IEND", [])
    #expect(
      Self.error(decoding: bytes) == .damaged(.png, reason: "colour type 2 with 3 bits a sample does not exist"))
  }

  @Test
  func `what libpng refuses is passed on in its words`() {
    // Filter type 9 does not exist.
    let error = Self.error(decoding: PNGBytes.file(width: 1, height: 1, rows: [9, 1, 2, 3]))
    #expect(error == .damaged(.png, reason: "libpng reports “bad adaptive filter value”"))
  }

  // MARK: Profiles

  @Test
  func `a profile larger than any format can hold`() throws {
    let picture = try FormatImages.bytes("lossy.webp").dropFirst(12)
    let profile = [UInt8](repeating: 0, count: 255 * 65_519 + 1)
    let size = UInt32(4 + 8 + profile.count + picture.count)
    let bytes =
      Array("RIFF".utf8) + size.littleEndianBytes + Array("WEBP".utf8) + picture
      + Array("ICCP".utf8) + UInt32(profile.count).littleEndianBytes + profile
    let error = Self.error(decoding: bytes)
    #expect(error == .profileTooLarge(.webp, atMost: 16_707_345))
    #expect(error?.description == "The colour profile is too large for WebP: it may have at most 16707345 bytes.")
  }

  @Test
  func `a damaged profile is an error, not another colour`() throws {
    let chunk = PNGBytes.chunk("iCCP", [0x61, 0, 0, 1, 2, 3])
    let error = Self.error(decoding: PNGBytes.file(width: 1, height: 1, extra: chunk, rows: [0, 1, 2, 3]))
    #expect(
      error?.description == "The PNG file is damaged: its colour profile (iCCP) cannot be unpacked, since it does not"
        + " begin like a zlib stream. Use an intact file.")

    var jpeg = try FormatImages.bytes("profile-segments.jpg")
    let title = Array("ICC_PROFILE".utf8)
    let start = try #require(jpeg.indices.first { jpeg[$0...].starts(with: title) })
    jpeg[start + 12] = 7
    #expect(
      Self.error(decoding: jpeg)
        == .damaged(.jpeg, reason: "its colour profile has parts 2 of 3, 3 of 3, 7 of 3, not each once"))
  }

  // MARK: Features

  @Test(
    arguments: [
      ("animated.webp", .webp, .animation), ("12-bits.jpg", .jpeg, .samplePrecision(bits: 12)),
      ("lossless.jpg", .jpeg, .losslessJPEG), ("jpeg-ls.jpg", .jpeg, .losslessJPEG),
    ] as [(String, ImageFormat, CodecError.Feature)])
  func `features that are not read are named`(file: String, format: ImageFormat, feature: CodecError.Feature) throws {
    #expect(Self.error(decoding: try FormatImages.bytes("refused/\(file)")) == .unsupported(format, feature))
  }

  @Test
  func `an animation is refused with the way out`() throws {
    #expect(
      Self.error(decoding: try FormatImages.bytes("refused/animated.webp"))?.description
        == "The WebP file is animated: only still pictures are read. Save one frame of it as a still picture.")
  }

  @Test
  func `JPEG processes and components that are not read are told apart from damage`() throws {
    let jpeg = try FormatImages.bytes("baseline.jpg")
    let frame = try #require(jpeg.frameHeader)
    var hierarchical = jpeg
    hierarchical[frame + 1] = 0xC5
    #expect(Self.error(decoding: hierarchical) == .unsupported(.jpeg, .hierarchicalJPEG))
    var two = jpeg
    two[frame + 9] = 2
    #expect(Self.error(decoding: two) == .unsupported(.jpeg, .componentCount(2)))
  }

  // MARK: Encoding

  @Test(arguments: [(ImageEncoding.jpeg(quality: 19), 19), (.jpeg(quality: 100), 100), (.jpeg(quality: -1), -1)])
  func `a JPEG quality out of range`(encoding: ImageEncoding, given: Int) {
    let error = Self.error(encoding: Image(size: Size(width: 1, height: 1)), as: encoding)
    #expect(error == .qualityOutOfRange(.jpeg, given: given, allowed: 20...99))
    #expect(error?.description == "JPEG quality \(given) is out of range: it should be 20 to 99.")
  }

  @Test(arguments: [-1, 101])
  func `a WebP quality out of range`(given: Int) {
    #expect(
      Self.error(encoding: Image(size: Size(width: 1, height: 1)), as: .webp(quality: given))
        == .qualityOutOfRange(.webp, given: given, allowed: 0...100))
  }

  @Test(arguments: [
    (ImageEncoding.webp(quality: 80), 16_384, 16_383), (.jpeg(quality: 80), 65_501, 65_500),
    (.png(), 1_000_001, 1_000_000),
  ])
  func `a side that the format cannot hold`(encoding: ImageEncoding, side: Int, maxSide: Int) {
    let error = Self.error(encoding: Image(size: Size(width: side, height: 1)), as: encoding)
    #expect(error == .sideTooLong(encoding.format, width: side, height: 1, maxSide: maxSide))
    #expect(error?.description.hasSuffix("pixels: each side may have at most \(maxSide).") == true)
    #expect(throws: Never.self) { try Image(size: Size(width: maxSide, height: 1)).encoded(as: encoding) }
  }

  @Test(arguments: [ImageEncoding.png(), .jpeg(quality: 80), .webp(quality: 80)])
  func `a picture without pixels`(encoding: ImageEncoding) {
    let error = Self.error(encoding: Image(size: Size(width: 0, height: 3)), as: encoding)
    #expect(error == .emptyPicture(encoding.format, width: 0, height: 3))
  }
}

extension [UInt8] {
  /// Where the frame header of a JPEG file begins, with its marker.
  fileprivate var frameHeader: Int? {
    indices.dropLast().first { self[$0] == 0xFF && (0xC0...0xC2).contains(self[$0 + 1]) }
  }

  fileprivate mutating func replaceFrameSize(width: UInt16, height: UInt16) {
    guard let frame = frameHeader else { return }
    let size = [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
    replaceSubrange(frame + 5..<frame + 9, with: size)
  }
}

extension UInt32 {
  fileprivate var littleEndianBytes: [UInt8] { PNGBytes.bigEndian(byteSwapped) }
}
