internal import KernelInterface
internal import Raster

/// Lines along the edges of a picture that are no part of what it shows: a thin frame, the rim of a scan, a column that
/// resampling left too dark.
///
/// The fill begins at these lines. It would carry their light outwards as a haze, and copy them as rules across the new
/// regions. Of 478 pictures that came with programs and desktops 152 sides have some.
struct EdgeLines {
  /// Lines from an edge inwards that may be no part of the picture; what is thicker is a frame that is meant.
  private static let deepest = 4

  /// Lines from an edge inwards that are looked at: the most, and the fewest that tell what is usual there.
  private static let lines = 24...64

  /// A step between two lines tells them apart where it is larger than every step further inwards: so many times, and by so
  /// many levels of intensity.
  private static let leastStep = (factor: 2, levels: 2)

  /// Places of a line that are looked at, at least, if it has so many.
  private static let places = 256

  /// How many lines each edge has.
  let depths: EdgeAmounts

  /// - Parameter image: an opaque picture; the lines around a transparent one are its outline.
  init(of image: Image) {
    let bytes = image.pixels.span
    let (width, height, rowStride) = (image.width, image.height, image.stride)
    func depth(first: Int, inwards: Int, along: Int, across: Int, length: Int) -> Int {
      let count = min(Self.lines.upperBound, across / 2)
      if !Self.lines.contains(count) { return 0 }
      var steps = [LineStep](repeating: LineStep(), count: count - 1)
      let spacing = max(1, length / Self.places)
      for place in stride(from: 0, to: length, by: spacing) {
        var pixel = first + place * along
        for line in steps.indices {
          for c in 0..<3 { steps[line].add(Int(bytes[pixel + inwards + c]) - Int(bytes[pixel + c]), channel: c) }
          pixel += inwards
        }
      }
      return Self.depth(steps, places: (length + spacing - 1) / spacing)
    }
    depths = EdgeAmounts(
      left: depth(first: 0, inwards: 4, along: rowStride, across: width, length: height),
      right: depth(first: rowStride - 4, inwards: -4, along: rowStride, across: width, length: height),
      top: depth(first: 0, inwards: rowStride, along: 4, across: height, length: width),
      bottom: depth(first: (height - 1) * rowStride, inwards: -rowStride, along: 4, across: height, length: width))
  }

  /// How many lines lie outside of the innermost step that is none of the picture's.
  private static func depth(_ steps: [LineStep], places: Int) -> Int {
    let largestWithin = steps[deepest...].map(\.size).max() ?? 0
    let least = leastStep.factor * largestWithin + leastStep.levels * 3 * places
    let isForeign = steps[..<deepest].map { $0.size > least && $0.isOneSided }
    return (isForeign.lastIndex(of: true) ?? -1) + 1
  }

  /// Replaces the lines by what lies beside them within the picture.
  ///
  /// - Parameter pixels: four bytes a pixel, of the picture whose lines these are.
  func erase(from pixels: Buffer<UInt8>, size: Size) {
    func copy(x: Int, y: Int, fromX: Int, fromY: Int) {
      let source = (fromY * size.width + fromX) * 4
      pixels.copy(to: (y * size.width + x) * 4, from: pixels, source..<source + 4)
    }
    for y in 0..<size.height {
      for x in 0..<depths.left { copy(x: x, y: y, fromX: depths.left, fromY: y) }
      for x in size.width - depths.right..<size.width {
        copy(x: x, y: y, fromX: size.width - depths.right - 1, fromY: y)
      }
    }
    for x in 0..<size.width {
      for y in 0..<depths.top { copy(x: x, y: y, fromX: x, fromY: depths.top) }
      for y in size.height - depths.bottom..<size.height {
        copy(x: x, y: y, fromX: x, fromY: size.height - depths.bottom - 1)
      }
    }
  }
}

/// The step from a line of pixels to the next one inwards, added up along both.
private struct LineStep {
  /// Sum of the absolute differences of all colours.
  private(set) var size = 0

  /// Sums of the differences of each colour.
  private var changes = SIMD4<Int>()

  mutating func add(_ difference: Int, channel: Int) {
    size += abs(difference)
    changes[channel] += difference
  }

  /// Whether most of it goes one way all along: two lines of a texture differ one way here and the other way there.
  var isOneSided: Bool { 2 * (abs(changes.x) + abs(changes.y) + abs(changes.z)) >= size }
}
