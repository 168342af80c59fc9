import Raster
import TestSupport
import Testing

@testable import ImageCodec

/// PNG files are filtered and packed in bands.
struct PNGEncoderTests {
  /// Several bands, of which the last is shorter; rows longer than a band; a single column.
  static let sizes = [
    Size(width: 301, height: 400), Size(width: 32_000, height: 5), Size(width: 1, height: 700),
    Size(width: 2, height: 1),
  ]

  @Test(arguments: sizes, [false, true])
  func `bands give back every sample, however many threads packed them`(size: Size, isTransparent: Bool) throws {
    for image in [Image.noise(size: size, seed: 5, opaque: !isTransparent), .tiles(size, alpha: isTransparent)] {
      for compression in [PNGCompression.standard, .fast] {
        let files = try [1, 2, 7].map { try image.encoded(as: .png(compression), bands: RowBands(threads: $0)) }
        #expect(files[1] == files[0] && files[2] == files[0])
        #expect(try Image(decoding: files[0]) == image)
      }
    }
  }

  @Test func `a drawing is packed by its repetitions, across bands too`() throws {
    let image = Image.tiles(Size(width: 600, height: 600), alpha: false)
    let file = try image.encoded(as: .png())
    // By runs it would not become smaller at all.
    #expect(file.count < image.size.area * 3 / 10, "\(file.count) bytes")
  }

  @Test func `the checksum of the pieces is that of all bytes`() {
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let pieces = [0..<1, 1..<30_000, 30_000..<30_000, 30_000..<70_000].map {
      Deflate.piece(
        Array(bytes[..<$0.upperBound]), from: $0.lowerBound, effort: .strings(level: 4), isLast: $0.upperBound == 70_000
      )
    }
    #expect(Deflate.checksum(pieces) == Checksum.adler32(bytes))
  }

  @Test(arguments: [Deflate.Effort.runs, .strings(level: 1), .strings(level: 9)])
  func `pieces one after the other are one stream`(effort: Deflate.Effort) throws {
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 / 3 * ($0 / 500)) }
    let ends = [10, 40_000, 40_001, bytes.count]
    var stream = Deflate.header
    var start = 0
    var pieces: [Deflate.Piece] = []
    for end in ends {
      pieces.append(Deflate.piece(Array(bytes[..<end]), from: start, effort: effort, isLast: end == bytes.count))
      start = end
    }
    stream += pieces.flatMap(\.bytes)
    stream.append(Deflate.checksum(pieces), .bigEndian)
    #expect(try Inflate.unpack(stream[...], atMost: bytes.count) == bytes)
  }

  /// Each filter is the best for rows that are made for it, by the definitions of the specification.
  @Test func `each row gets the filter that suits it`() {
    let width = 64
    var random = SplitMix64(seed: 3)
    func noise() -> [UInt8] { (0..<width * 4).map { _ in UInt8(random.next() % 256) } }
    let first = noise()

    let same = first
    let ramp: [UInt8] = (0..<width).flatMap { x -> [UInt8] in
      [UInt8(truncatingIfNeeded: 3 * x), 7, UInt8(truncatingIfNeeded: 255 - 2 * x), 0]
    }
    let filter = PNGFilter(width: width, hasAlpha: false)
    let bytes = filter.filter(rows: 0..<3, of: first + same + ramp)
    let stride = filter.rowBytes + 1
    #expect(bytes.count == 3 * stride)
    #expect(bytes[stride] == 2, "a row like the one above it is all zeros by up")
    #expect(bytes[stride + 1..<2 * stride].allSatisfy { $0 == 0 })
    #expect(bytes[2 * stride] == 1, "a ramp is constant by sub, whatever lies above")
    #expect(Array(bytes[2 * stride + 4..<2 * stride + 7]) == [3, 0, 254])
    #expect(filter.filter(rows: 1..<3, of: first + same + ramp) == Array(bytes[stride...]), "rows before are read")
  }
}

extension Image {
  /// A pattern that comes again every 40 pixels, as in a drawing.
  fileprivate static func tiles(_ size: Size, alpha: Bool) -> Image {
    let tile = Image.noise(size: Size(width: 40, height: 40), seed: 9, opaque: !alpha)
    var image = Image(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width { image[x: x, y: y] = tile[x: x % 40, y: y % 40] }
    }
    return image
  }
}
