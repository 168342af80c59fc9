package import Raster

extension Measure {
  package static let keptPSNR = Measure(
    id: "kept.psnr", title: "Kept pixels: PSNR", unit: "dB", direction: .higher, decimals: 2, noticeable: 1)

  package static let keptLargest = Measure(
    id: "kept.largest", title: "Kept pixels: largest difference", unit: "levels", direction: .lower, decimals: 0,
    noticeable: 16)

  package static let truthPSNR = Measure(
    id: "truth.psnr", title: "New region against the truth: PSNR", unit: "dB", direction: .higher, decimals: 2,
    noticeable: 1)
}

/// The peak signal-to-noise ratio of two pictures.
///
/// PSNR = 10 log₁₀(255² / MSE) in dB, the mean squared error being taken over red, green and blue of every pixel.
/// Higher is better; equal pictures have ``equal`` instead of infinity. 40 dB is hard to see, 30 dB is not.
package struct PeakSignalToNoise: Hashable, Sendable {
  /// What stands for the PSNR of pictures without any difference.
  package static let equal = 100.0

  /// Sum of the squared differences of all samples.
  private var squares = 0

  private var samples = 0

  /// The largest difference of two samples, 0...255.
  package private(set) var largest = 0

  /// In dB.
  package var value: Double { Self.decibels(squares: Double(squares), samples: samples) }

  /// - Parameter hole: pixels to leave aside.
  package init(_ a: Image, _ b: Image, outside hole: Rect? = nil) {
    precondition(a.size == b.size, "pictures of \(a.size) and \(b.size)")
    let (first, second) = (a.pixels.span, b.pixels.span)
    for y in 0..<a.height {
      let row = y * a.stride
      guard let hole, hole.rows.contains(y) else {
        add(first, second, from: row, to: row + a.stride)
        continue
      }
      add(first, second, from: row, to: row + 4 * hole.x)
      add(first, second, from: row + 4 * hole.maxX, to: row + a.stride)
    }
  }

  private mutating func add(_ a: Span<UInt8>, _ b: Span<UInt8>, from start: Int, to end: Int) {
    var sum: Int = 0
    var most: Int32 = 0
    for i in stride(from: start, to: end, by: 4) {
      let red = Int32(a[i]) - Int32(b[i])
      let green = Int32(a[i + 1]) - Int32(b[i + 1])
      let blue = Int32(a[i + 2]) - Int32(b[i + 2])
      sum += Int(red * red + green * green + blue * blue)
      most = max(most, abs(red), abs(green), abs(blue))
    }
    squares += sum
    samples += (end - start) / 4 * 3
    largest = max(largest, Int(most))
  }

  /// The PSNR of the luminance alone, in dB.
  package static func luminance(_ a: Plane<Float>, _ b: Plane<Float>) -> Double {
    precondition(a.size == b.size, "planes of \(a.size) and \(b.size)")
    let (first, second) = (a.values.span, b.values.span)
    var squares = 0.0
    for i in 0..<a.size.area {
      let difference = Double(first[i] - second[i])
      squares += difference * difference
    }
    return decibels(squares: squares, samples: a.size.area)
  }

  private static func decibels(squares: Double, samples: Int) -> Double {
    if squares <= 0 || samples == 0 { return equal }
    return min(equal, 10 * Mathematics.decimalLogarithm(255 * 255 * Double(samples) / squares))
  }
}
