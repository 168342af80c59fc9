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
    precondition(bandHeight > 0, "a band has at least one row")
    let bands = (rows.count + bandHeight - 1) / bandHeight
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
}
