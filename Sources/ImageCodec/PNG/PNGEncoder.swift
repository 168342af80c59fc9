import Raster

/// Writes PNG files: rows are filtered and packed in bands, several at a time.
///
/// Bands are cut by the picture's size and what is tried on some of them decides for all, so the bytes do not depend on
/// the number of threads.
enum PNGEncoder {
  /// libpng's own limit, which most readers share (PNG_USER_WIDTH_MAX, PNG_USER_HEIGHT_MAX).
  static let maxSide = 1_000_000

  /// Filtered bytes of a band: enough for deflate to find its codes, few enough to keep every thread busy.
  private static let bandBytes = 131_072

  /// Parts of the picture that are packed in both ways before one is chosen, and filtered bytes of each.
  private static let trials = 8
  private static let trialBytes = 8192

  static func encode(
    _ image: Image, compression: PNGCompression, bands: RowBands
  ) throws(CodecError) -> [UInt8] {
    guard image.width <= maxSide, image.height <= maxSide else {
      throw .sideTooLong(.png, width: image.width, height: image.height, maxSide: maxSide)
    }
    if image.size.isEmpty { throw .encodingFailed(.png, reason: "a picture of \(image.size) has no pixels") }
    let hasAlpha = !image.isOpaque
    let pieces = pack(image, hasAlpha: hasAlpha, compression: compression, bands: bands)

    var file = PNGFile.signature
    file.reserveCapacity(pieces.reduce(4096 + (image.colorProfile?.iccBytes.count ?? 0)) { $0 + $1.bytes.count + 12 })
    PNGChunk.append("IHDR", header(of: image.size, hasAlpha: hasAlpha), to: &file)
    if let profile = image.colorProfile {
      PNGChunk.append("iCCP", try PNGProfile.content(of: profile), to: &file)
    } else {
      // Perceptual intent, as colours without a profile are shown.
      PNGChunk.append("sRGB", [0], to: &file)
    }
    for piece in pieces { PNGChunk.append("IDAT", piece.bytes, to: &file) }
    PNGChunk.append("IEND", [], to: &file)
    return file
  }

  /// Size, 8 bits a sample, RGB or RGBA, and the only methods of compression, filtering and interlacing that we use.
  private static func header(of size: Size, hasAlpha: Bool) -> [UInt8] {
    var header: [UInt8] = []
    header.append(UInt32(size.width), .bigEndian)
    header.append(UInt32(size.height), .bigEndian)
    return header + [8, hasAlpha ? 6 : 2, 0, 0, 0]
  }

  /// The zlib stream of the picture, in pieces.
  private static func pack(
    _ image: Image, hasAlpha: Bool, compression: PNGCompression, bands: RowBands
  ) -> [Deflate.Piece] {
    let filter = PNGFilter(width: image.width, hasAlpha: hasAlpha)
    let pixels = image.pixels
    let height = image.height
    let bandHeight = max(1, bandBytes / (filter.rowBytes + 1))
    let effort = effort(for: pixels, height: height, filter: filter, compression: compression, bands: bands)
    // Rows that deflate may refer to lie before those that it packs.
    let windowRows = effort == .runs ? 0 : (Deflate.windowBytes + filter.rowBytes) / (filter.rowBytes + 1)
    var pieces = bands.map(in: 0..<height, bandHeight: bandHeight) { rows in
      let first = max(0, rows.lowerBound - windowRows)
      let bytes = filter.filter(rows: first..<rows.upperBound, of: pixels)
      return Deflate.piece(
        bytes, from: (rows.lowerBound - first) * (filter.rowBytes + 1), effort: effort,
        isLast: rows.upperBound == height)
    }
    pieces[0].bytes.insert(contentsOf: Deflate.header, at: 0)
    pieces[pieces.count - 1].bytes.append(Deflate.checksum(pieces), .bigEndian)
    return pieces
  }

  /// How to pack this picture: by runs, unless parts of it become clearly smaller otherwise, as drawings do.
  private static func effort(
    for pixels: [UInt8], height: Int, filter: PNGFilter, compression: PNGCompression, bands: RowBands
  ) -> Deflate.Effort {
    let strings = Deflate.Effort.strings(level: compression.level)
    let rows = min(height, max(1, trialBytes / (filter.rowBytes + 1)))
    // Where one part is the whole picture, there is nothing else to try.
    let count = rows == height ? 1 : trials
    let sizes = bands.map(in: 0..<count, bandHeight: 1) { trial in
      let first = (height - rows) * trial.lowerBound / max(1, count - 1)
      let bytes = filter.filter(rows: first..<first + rows, of: pixels)
      return (
        runs: Deflate.piece(bytes, effort: .runs, isLast: true).bytes.count,
        strings: Deflate.piece(bytes, effort: strings, isLast: true).bytes.count
      )
    }
    let byRuns = sizes.reduce(0) { $0 + $1.runs }
    let byStrings = sizes.reduce(0) { $0 + $1.strings }
    return byRuns * 100 <= byStrings * (100 + compression.runsMayCost) ? .runs : strings
  }
}

extension PNGCompression {
  /// Level of deflate where it looks for strings.
  fileprivate var level: Int32 { self == .fast ? 1 : 4 }

  /// Percent by which a file may be larger so that it is packed in a third of the time.
  fileprivate var runsMayCost: Int { self == .fast ? 10 : 5 }
}
