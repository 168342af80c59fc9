internal import KernelInterface
internal import Raster

/// How often a picture repeats itself along its rows and columns.
///
/// Photographs of facades, fences and walls copy themselves by a few offsets (He and Sun 2012, section 3). Along each
/// axis the strongest one is found as a peak of the autocorrelation of the brightness's gradient.
struct Periods: Hashable, Sendable {
  /// Least short side of a picture to measure in, where it has so many pixels.
  static let pictureSize = 96

  /// From one repetition to the next, as a share of the width and of the height; nil where nothing repeats.
  let across: Double?
  let down: Double?

  /// Shorter periods, in pixels, are texture and need no help.
  private static let smallestLag = 6

  /// Fewest repetitions: chance finds two of anything.
  private static let fewestRepetitions = 3

  /// Correlation from which on a picture repeats itself: photographs of other things have less than half of it.
  private static let threshold = 0.3

  init(across: Double?, down: Double?) {
    self.across = across
    self.down = down
  }

  /// - Parameter pixels: a picture of four-byte pixels.
  init(_ pixels: Buffer<UInt8>, size: Size, engine: Engine) {
    let brightness = (0..<size.area).map { place in
      Int32(pixels[place * 4]) + 2 * Int32(pixels[place * 4 + 1]) + Int32(pixels[place * 4 + 2])
    }
    let columns = (0..<size.area).map { brightness[$0 % size.height * size.width + $0 / size.height] }
    across = Self.period(brightness, length: size.width, engine: engine)
    down = Self.period(columns, length: size.height, engine: engine)
  }

  /// The longer period of the two in a picture of `size`, in pixels; nil where nothing repeats.
  func longest(in size: Size) -> Double? {
    [across.map { $0 * Double(size.width) }, down.map { $0 * Double(size.height) }].compactMap { $0 }.max()
  }

  /// The period along lines of `length` values, as a share of that.
  private static func period(_ lines: [Int32], length: Int, engine: Engine) -> Double? {
    let largestLag = length / fewestRepetitions
    if largestLag <= smallestLag { return nil }
    let gradients = Buffer<Int32>(count: lines.count, repeating: 0)
    for place in 1..<lines.count - 1 where place % length > 0 && place % length < length - 1 {
      gradients[place] = lines[place + 1] - lines[place - 1]
    }
    let correlations = Buffer<Double>(count: largestLag + 2, repeating: 0)
    engine.bands.forEach(in: 0..<correlations.count, bandHeight: 1) { lags in
      for lag in lags { correlations[lag] = correlation(gradients, length: length, lag: lag) }
    }
    return distanceOfPeaks(correlations.values(in: 0..<correlations.count)).map { $0 / Double(length) }
  }

  /// Correlation, -1...1, of each line's values with those `lag` places further on.
  private static func correlation(_ values: Buffer<Int32>, length: Int, lag: Int) -> Double {
    var product = 0
    var squares = (0, 0)
    for line in stride(from: 0, to: values.count, by: length) {
      for place in line..<line + length - lag {
        let (first, second) = (Int(values[place]), Int(values[place + lag]))
        product += first * second
        squares.0 += first * first
        squares.1 += second * second
      }
    }
    let norm = (Double(squares.0) * Double(squares.1)).squareRoot()
    return norm == 0 ? 0 : Double(product) / norm
  }

  /// The lag of the first of the high peaks, refined by its multiples.
  private static func distanceOfPeaks(_ correlations: [Double]) -> Double? {
    let peaks = peaks(correlations)
    let highest = peaks.reduce(0) { max($0, correlations[$1]) }
    guard let first = peaks.first(where: { correlations[$0] >= 0.8 * highest }) else { return nil }
    var distance = vertex(first, correlations)
    var multiple = 2.0
    while let peak = peaks.first(where: { abs(Double($0) - distance * multiple) <= 1.5 }) {
      distance = vertex(peak, correlations) / multiple
      multiple += 1
    }
    return distance
  }

  /// Lags at which the correlation rises to a maximum from far below.
  private static func peaks(_ correlations: [Double]) -> [Int] {
    var peaks: [Int] = []
    var lowest = 1.0
    for lag in 1..<correlations.count - 1 {
      let value = correlations[lag]
      lowest = min(lowest, value)
      let isMaximum = value >= correlations[lag - 1] && value > correlations[lag + 1]
      // A slope correlates with itself at every lag.
      if isMaximum && lag >= smallestLag && value - max(0, lowest) >= threshold { peaks.append(lag) }
    }
    return peaks
  }

  /// Place of the vertex of the parabola through a peak and its neighbours.
  private static func vertex(_ peak: Int, _ values: [Double]) -> Double {
    let (before, after) = (values[peak - 1], values[peak + 1])
    return Double(peak) + (before - after) / (2 * (before - 2 * values[peak] + after))
  }
}

extension Periods {
  /// Least and greatest factor by which a level may be stretched.
  private static let stretch = (least: 0.87, greatest: 1.15)

  /// The length near `length` of which `period`, a share of it, is a whole number of pixels.
  ///
  /// - Returns: `length` where there is no period, or one of less than 3 pixels.
  static func wholeLength(near length: Int, period: Double?) -> Int {
    guard let period, period * Double(length) >= 3 else { return length }
    func cost(_ candidate: Int) -> Double {
      let pixels = period * Double(candidate)
      let drift = abs(pixels - pixels.rounded())
      return drift + 0.3 * abs(Double(candidate) / Double(length) - 1)
    }
    let candidates = Int(stretch.least * Double(length))...Int(stretch.greatest * Double(length))
    return candidates.min { cost($0) < cost($1) } ?? length
  }
}
