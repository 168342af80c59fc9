import Raster

/// What the marker segments of a JPEG file say (ITU-T T.81, annex B), read before any of it is unpacked.
struct JPEGFile {
  /// The frame header, SOF.
  let frame: Frame

  /// Whether Adobe's APP14 segment is there: then CMYK samples are stored inverted.
  private(set) var hasAdobeMarker = false

  /// The contents of the EXIF segment, as a place in the file.
  private(set) var exif: Range<Int>?

  private(set) var profile = JPEGProfile()

  /// Where spectral selections of sequential scans are that do not say 0, 63, 0 as they must.
  ///
  /// Some cameras write such. Decoders ignore them, but with a warning that hides the graver ones.
  private var oddSpectralSelections: [Int] = []

  private var codedBytes = 0

  /// - Precondition: `bytes` begin with the signature.
  init(_ bytes: [UInt8]) throws(CodecError) {
    var frame: Frame?
    var hasScan = false
    var position = 2
    while true {
      let marker = try Self.nextMarker(in: bytes, from: &position)
      if marker == 0xD9 { break }  // EOI
      if marker == 0x01 || 0xD0...0xD8 ~= marker { continue }  // without a segment
      guard let length = bytes.uint16(at: position, .bigEndian).map(Int.init) else { throw Self.endsEarly }
      guard length >= 2 else { throw .damaged(.jpeg, reason: "a segment has length \(length), and 2 is the least") }
      guard length <= bytes.count - position else { throw Self.endsEarly }
      let segment = position + 2..<position + length
      position = segment.upperBound

      switch marker {
      case 0xC4, 0xC8, 0xCC: break  // DHT, JPG, DAC
      case 0xC0...0xCF, 0xF7:
        guard frame == nil else { throw .damaged(.jpeg, reason: "it has a second frame header") }
        frame = try Frame(marker: marker, bytes[segment])
      case 0xDA:
        guard let frame else { throw .damaged(.jpeg, reason: "it has a scan before the frame header") }
        hasScan = true
        if frame.isSequential, segment.count >= 3, bytes[segment.suffix(3)] != [0, 63, 0] {
          oddSpectralSelections.append(segment.upperBound - 3)
        }
        let start = position
        Self.skipCodedData(in: bytes, from: &position)
        codedBytes += position - start
      case 0xE1 where exif == nil && bytes[segment].starts(with: ExifOrientation.prefix): exif = segment
      case 0xE2: profile.add(segment, of: bytes)
      case 0xEE where bytes[segment].starts(with: "Adobe".utf8) && segment.count >= 12: hasAdobeMarker = true
      default: break
      }
    }
    guard let frame, hasScan else { throw .damaged(.jpeg, reason: "it ends without a picture") }
    self.frame = frame
  }

  /// Refuses a picture that so few bytes cannot hold, before memory is taken for it.
  ///
  /// With Huffman codes each block of 8×8 pixels takes a bit at the least, for its mean.
  func checkCodedDataSuffices() throws(CodecError) {
    let blocks = ((frame.width + 7) / 8) * ((frame.height + 7) / 8)
    guard frame.isArithmetic || blocks / 8 <= codedBytes else {
      throw .truncated(
        .jpeg, missing: "\(frame.width)×\(frame.height) pixels cannot come out of \(codedBytes) bytes of coded data")
    }
  }

  /// The bytes to hand to the decoder.
  func normalizedBytes(of bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for offset in oddSpectralSelections { result.replaceSubrange(offset..<offset + 3, with: [0, 63, 0]) }
    return result
  }

  // MARK: Markers

  private static let endsEarly = CodecError.truncated(.jpeg, missing: "it ends before the marker of its end (EOI)")

  /// Moves to behind the next marker and returns its second byte; bytes that belong to nothing are passed over.
  private static func nextMarker(in bytes: [UInt8], from position: inout Int) throws(CodecError) -> UInt8 {
    let span = bytes.span
    var follows = false
    while position < span.count {
      let byte = span[position]
      position += 1
      // FF may come several times before a marker; FF 00 is no marker, but a data byte.
      if follows, byte != 0xFF, byte != 0 { return byte }
      follows = byte == 0xFF
    }
    throw endsEarly
  }

  /// Moves to the next marker that does not belong to coded data, or to the end.
  private static func skipCodedData(in bytes: [UInt8], from position: inout Int) {
    let span = bytes.span
    while position < span.count {
      if span[position] == 0xFF, position + 1 < span.count {
        let next = span[position + 1]
        if next != 0, next != 0xFF, !(0xD0...0xD7 ~= next) { return }
      }
      position += 1
    }
  }
}

extension JPEGFile {
  /// The frame header: which process codes the picture, and its size.
  struct Frame {
    let width: Int
    let height: Int
    let componentCount: Int
    let isArithmetic: Bool
    let isSequential: Bool

    /// Refuses the processes that TurboJPEG does not know.
    init(marker: UInt8, _ segment: ArraySlice<UInt8>) throws(CodecError) {
      let bytes = Array(segment)
      guard bytes.count >= 6, let height = bytes.uint16(at: 1, .bigEndian), let width = bytes.uint16(at: 3, .bigEndian)
      else { throw .damaged(.jpeg, reason: "its frame header has \(bytes.count) bytes, and 6 are the least") }
      switch marker {
      case 0xC3, 0xCB, 0xF7: throw .unsupported(.jpeg, .losslessJPEG)
      case 0xC5...0xC7, 0xCD...0xCF: throw .unsupported(.jpeg, .hierarchicalJPEG)
      default: break
      }
      guard bytes[0] == 8 else { throw .unsupported(.jpeg, .samplePrecision(bits: Int(bytes[0]))) }
      guard [1, 3, 4].contains(bytes[5]) else { throw .unsupported(.jpeg, .componentCount(Int(bytes[5]))) }
      self.width = Int(width)
      self.height = Int(height)
      componentCount = Int(bytes[5])
      isArithmetic = marker == 0xC9 || marker == 0xCA
      isSequential = marker == 0xC0 || marker == 0xC1 || marker == 0xC9
    }
  }
}
