import Dispatch
import Synchronization

/// Runs a body over bands of rows, several at a time.
///
/// Bands are cut by the number of rows alone, never by the number of threads, and a body may only write what belongs
/// to its own rows. So the result is the same for any number of threads.
public struct RowBands: Hashable, Sendable {
  /// Bands worked on at the same time, at least 1.
  public let threads: Int

  /// - Parameter threads: at least 1; the number of processors by default.
  public init(threads: Int = RowBands.processors) {
    precondition(threads >= 1, "at least one thread is needed, not \(threads)")
    self.threads = threads
  }

  /// Processors that this process may use.
  public static var processors: Int {
    // concurrentPerform itself never uses more threads than there are processors.
    max(1, ProcessorCount.active)
  }

  /// Calls `body` once for each band of up to `bandHeight` rows, and returns when all have finished.
  ///
  /// - Parameters:
  ///   - rows: the rows to divide.
  ///   - bandHeight: rows in a band; the last may be shorter. Small enough that every thread stays busy to the end.
  ///   - body: called with the rows of one band, on any thread. It must touch nothing that other bands write.
  public func forEach(in rows: Range<Int>, bandHeight: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let bands = Self.count(in: rows, bandHeight: bandHeight)
    @Sendable func run(_ band: Int) {
      let start = rows.lowerBound + band * bandHeight
      body(start..<min(start + bandHeight, rows.upperBound))
    }
    let workers = min(threads, bands)
    if workers <= 1 {
      for band in 0..<bands { run(band) }
      return
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let band = next.add(1, ordering: .relaxed).oldValue
        if band >= bands { return }
        run(band)
      }
    }
  }

  /// Number of bands that `rows` are cut into.
  private static func count(in rows: Range<Int>, bandHeight: Int) -> Int {
    precondition(bandHeight > 0, "a band has at least one row")
    return (rows.count + bandHeight - 1) / bandHeight
  }

  /// What `body` returns for each band, in the order of the rows.
  ///
  /// - Parameters:
  ///   - rows: the rows to divide.
  ///   - bandHeight: rows in a band; the last may be shorter.
  ///   - body: called once with the rows of each band, on any thread.
  public func map<Result: Sendable>(
    in rows: Range<Int>, bandHeight: Int, _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let bands = Self.count(in: rows, bandHeight: bandHeight)
    // Each band initializes the one place that is its own, and `forEach` returns when all have.
    return unsafe [Result](unsafeUninitializedCapacity: bands) { memory, count in
      nonisolated(unsafe) let memory = unsafe memory
      forEach(in: rows, bandHeight: bandHeight) { band in
        unsafe memory.initializeElement(at: (band.lowerBound - rows.lowerBound) / bandHeight, to: body(band))
      }
      count = bands
    }
  }

  /// An array of `rows` rows of `rowBytes` bytes, written row by row, several at a time.
  ///
  /// Its pages are touched by the threads that write them, which for large pictures takes as long as the writing.
  ///
  /// - Parameter body: writes every byte of the row that it is called with.
  public func bytes(
    rows: Int, rowBytes: Int, bandHeight: Int, _ body: @Sendable (_ row: Int, inout MutableSpan<UInt8>) -> Void
  ) -> [UInt8] {
    // Each row is a span of its own within the array's memory, which lives to the end of the closure.
    unsafe [UInt8](unsafeUninitializedCapacity: rows * rowBytes) { memory, count in
      nonisolated(unsafe) let memory = unsafe memory
      forEach(in: 0..<rows, bandHeight: bandHeight) { band in
        for row in band {
          let bytes = unsafe UnsafeMutableBufferPointer(rebasing: memory[row * rowBytes..<(row + 1) * rowBytes])
          var span = unsafe bytes.mutableSpan
          body(row, &span)
        }
      }
      count = rows * rowBytes
    }
  }
}
