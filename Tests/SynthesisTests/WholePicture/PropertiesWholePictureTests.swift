import Foundation
import Raster
import Synthesis
import TestSupport
import Testing

/// What holds for every picture and every edge: sources of 1×1 to 200×200 pixels, edges of 0 to 300 on each side.
///
/// A few cases by default; `OUTPAINT_PROPERTY_CASES` sets another number of them, or some of them (`500-999`) for a long
/// run in pieces. A case is the same in every run.
@Suite(.serialized, .enabled(if: Build.isOptimized, "whole pictures take too long in a debug build"))
struct PropertiesWholePictureTests {
  private static let cases: [Int] = {
    let ends = (ProcessInfo.processInfo.environment["OUTPAINT_PROPERTY_CASES"] ?? "20").split(separator: "-")
    let numbers = ends.compactMap { Int($0) }
    precondition(numbers.count == ends.count && (1...2).contains(numbers.count), "a number of cases, or 500-999")
    return numbers.count == 1 ? Array(0..<numbers[0]) : Array(numbers[0]...numbers[1])
  }()

  @Test(.enabled(if: PoisonedMemory.isAvailable, "the allocator cannot fill memory with a byte of choice"))
  func `memory is poisoned where a test asks for it`() {
    defer { PoisonedMemory.begin(0) }
    for byte in [0x55, 0xAA] as [UInt8] {
      PoisonedMemory.begin(byte)
      for bytes in [5_000, 100_000, 3_000_000] { #expect(PoisonedMemory.sample(bytes: bytes) == byte) }
    }
  }

  @Test(arguments: cases)
  func `size, source and threads: any picture`(_ number: Int) {
    let example = FillCase(any: UInt64(number))
    let isTransparent = number % 5 == 4
    let source = isTransparent ? .noise(size: example.source, seed: example.seed, opaque: false) : example.picture
    let canvas = Canvas(source: source, edges: example.edges)
    defer { PoisonedMemory.begin(0) }
    PoisonedMemory.begin(0x55)
    let filled = canvas.filled(example.options(threads: 1)) { _ in }
    // With other bytes in fresh memory, a pixel that nobody writes is another one.
    PoisonedMemory.begin(0xAA)
    let instructionSet = InstructionSet.runnable[number % InstructionSet.runnable.count]
    let again = canvas.filled(example.options(threads: 3, instructionSet)) { _ in }
    expectPicture(again, equals: filled, "3 threads, \(instructionSet), other bytes in fresh memory: \(example)")
    #expect(filled.size == canvas.size, "\(example)")
    #expect(!canvas.source.isOpaque || filled.isOpaque, "\(example)")
    expectPicture(filled.cropped(to: canvas.sourceRect), equals: canvas.source, "\(example)")
  }

  @Test(arguments: cases.filter { $0.isMultiple(of: 4) }.map { $0 / 4 })
  func `a flat picture stays exactly flat`(_ number: Int) {
    let example = FillCase(any: UInt64(number))
    var random = SplitMix64(seed: UInt64(number))
    func sample() -> UInt8 { UInt8(random.next() % 256) }
    let color = Pixel(
      red: sample(), green: sample(), blue: sample(), alpha: number.isMultiple(of: 3) ? sample() : 255)
    let canvas = Canvas(source: Image(size: example.source, fill: color), edges: example.edges)
    let filled = canvas.filled(example.options(threads: 3)) { _ in }
    expectPicture(filled, equals: Image(size: canvas.size, fill: color), "\(color), \(example)")
  }

  @Test(arguments: cases.filter { $0.isMultiple(of: 4) }.map { $0 / 4 })
  func `a periodic texture keeps its period, whatever that is`(_ number: Int) {
    var random = SplitMix64(seed: UInt64(number) &+ 77)
    let period = 16 + random.next(below: 21)
    let edges = EdgeAmounts(left: 3 * period + random.next(below: 60), right: random.next(below: 100))
    let size = Size(width: 6 * period + random.next(below: 40), height: 140 + random.next(below: 60))
    let canvas = Canvas(source: .periodic(size: size, period: period), edges: edges)
    let filled = Signal(canvas.filled(FillOptions(seed: UInt64(number) + 1)) { _ in })
    let region = Rect(x: 0, y: 0, width: edges.left, height: size.height)
    let lags = Array(period * 2 / 3...period * 3 / 2)
    let correlations = lags.map { filled.correlation(in: region, lag: $0) }
    let best = correlations.indices.max { correlations[$0] < correlations[$1] }
    let off = best.map { abs(lags[$0] - period) } ?? .max
    let found = Comment("period \(period), off by \(off): \(size), \(edges): \(correlations)")
    #expect(off == 0, found)
    #expect((correlations.max() ?? 0) > 0.6, "\(size), \(edges), period \(period)")
  }
}

extension FillCase {
  /// Any source of 1...200 pixels a side and any edges of 0...300.
  ///
  /// Lengths of one digit, of two and of three are about as frequent: most ways to be odd show in small pictures, of
  /// which a hundred take as long as one large.
  init(any number: UInt64) {
    var random = SplitMix64(seed: number &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    func upTo(_ limit: Int) -> Int {
      let bound = [4, 12, 40, 120, limit + 1][random.next(below: 5)]
      return random.next(below: min(bound, limit + 1))
    }
    let size = Size(width: max(1, upTo(200)), height: max(1, upTo(200)))
    let edges = EdgeAmounts(left: upTo(300), right: upTo(300), top: upTo(300), bottom: upTo(300))
    let subject = Subject.allCases[random.next(below: Subject.allCases.count)]
    self.init(source: size, edges: edges, subject: subject, effort: number % 2 == 0 ? .fast : .high, seed: number + 1)
  }
}
