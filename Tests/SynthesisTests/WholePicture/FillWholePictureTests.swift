import Raster
import Synthesis
import TestSupport
import Testing

/// Pictures of 400 × 300, for a release build alone.
@Suite(.enabled(if: Build.isOptimized, "whole pictures take too long in a debug build"))
struct FillWholePictureTests {
  @Test(arguments: Effort.allCases)
  func `threads and processors leave no trace`(_ effort: Effort) {
    let example = FillCase(
      source: Size(width: 210, height: 160), edges: EdgeAmounts(left: 97, right: 93, top: 71, bottom: 69),
      effort: effort, seed: 5)
    let canvas = example.canvas
    let filled = example.filled()
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: canvas.source)
    for instructionSet in InstructionSet.runnable {
      for threads in [1, 2, 7] {
        expectPicture(
          example.filled(threads: threads, instructionSet), equals: filled, "\(threads) threads, \(instructionSet)")
      }
    }
  }

  @Test(arguments: [20, 32])
  func `a periodic texture keeps its period`(period: Int) {
    let source = Image.periodic(size: Size(width: 220, height: 180), period: period)
    let canvas = Canvas(source: source, edges: EdgeAmounts(left: 100, right: 80, top: 60, bottom: 60))
    let green = Signal(canvas.filled { _ in })
    for region in [
      Rect(x: 0, y: 60, width: 100, height: 180), Rect(x: 320, y: 60, width: 80, height: 180),
      Rect(x: 100, y: 0, width: 220, height: 60),
    ] {
      let lags = Array(period * 2 / 3...period * 3 / 2)
      let correlations = lags.map { green.correlation(in: region, lag: $0) }
      let peak = correlations.indices.max { correlations[$0] < correlations[$1] }
      #expect(peak.map { lags[$0] } == period, "in \(region): \(correlations)")
      #expect((correlations.max() ?? 0) > 0.6, "in \(region)")
    }
  }

  @Test func `the border does not show in stationary noise`() {
    // A single border of 180 pixels scatters by some 10 %, so the mean of 240 does so by less than 1 %. Between two noises
    // that know nothing of each other it would be 1.73.
    var ratios: [Double] = []
    for seed in 1...120 as ClosedRange<UInt64> {
      let source = Image.softNoise(size: Size(width: 240, height: 180), seed: seed)
      let canvas = Canvas(source: source, edges: EdgeAmounts(left: 80, right: 80, top: 60, bottom: 60))
      let green = Signal(canvas.filled { _ in })
      for border in [80, 320] {
        // Across the border, and across the lines beside it on both sides.
        let across = green.gradient(acrossColumn: border, rows: 60..<240)
        let beside = (3..<15).flatMap { [border - $0, border + $0] }
          .map { green.gradient(acrossColumn: $0, rows: 60..<240) }
        ratios.append(across / (beside.reduce(0, +) / Double(beside.count)))
      }
    }
    #expect((0.85...1.15).contains(ratios.reduce(0, +) / Double(ratios.count)), "\(ratios)")
  }

  @Test func `alpha of a cut-out continues`() {
    let size = Size(width: 200, height: 150)
    let source = Image.painted(size: size) { x, y in
      let isInside = (y / 30).isMultiple(of: 2)
      return Pixel(red: UInt8(x), green: 80, blue: UInt8(y), alpha: isInside ? 255 : 0)
    }
    let canvas = Canvas(source: source, edges: EdgeAmounts(left: 100, right: 100))
    let filled = canvas.filled { _ in }
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: source)
    for y in stride(from: 15, to: 150, by: 30) {
      for x in [4, 50, 95, 305, 350, 395] {
        #expect(abs(Int(filled[x: x, y: y].alpha) - ((y / 30).isMultiple(of: 2) ? 255 : 0)) < 40, "(\(x), \(y))")
      }
    }
  }
}

enum Build {
  static var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }
}
