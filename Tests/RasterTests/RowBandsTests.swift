import NIOConcurrencyHelpers
import Raster
import Synchronization
import Testing

@Suite struct RowBandsTests {
  @Test(arguments: [1, 2, 7])
  func `each row is visited exactly once`(threads: Int) {
    for rowCount in [0, 1, 2, 3, 5, 16, 31, 64, 101] {
      for bandHeight in [1, 2, 3, 8, 16, 100, 1000] {
        let rows = 5..<5 + rowCount
        let visits = NIOLockedValueBox([Int](repeating: 0, count: rows.upperBound))
        RowBands(threads: threads).forEach(in: rows, bandHeight: bandHeight) { band in
          visits.withLockedValue { visits in
            for row in band { visits[row] += 1 }
          }
        }
        let expected = [0, 0, 0, 0, 0] + [Int](repeating: 1, count: rowCount)
        #expect(visits.withLockedValue { $0 } == expected, "\(rowCount) rows in bands of \(bandHeight)")
      }
    }
  }

  @Test(arguments: [1, 2, 7])
  func `what the bands return comes in the order of the rows`(threads: Int) {
    for rowCount in [0, 1, 4, 101] {
      let texts = RowBands(threads: threads).map(in: 5..<5 + rowCount, bandHeight: 4) { "\($0)" }
      let starts = stride(from: 5, to: 5 + rowCount, by: 4)
      #expect(texts == starts.map { "\($0..<min($0 + 4, 5 + rowCount))" })
    }
  }

  @Test func `bands are cut by the number of rows, whatever the number of threads`() {
    for threads in [1, 2, 7] {
      let bands = NIOLockedValueBox<Set<Range<Int>>>([])
      RowBands(threads: threads).forEach(in: 3..<14, bandHeight: 4) { band in
        bands.withLockedValue { _ = $0.insert(band) }
      }
      #expect(bands.withLockedValue { $0 } == [3..<7, 7..<11, 11..<14])
    }
  }

  @Test func `one thread works through the bands in order`() {
    let order = NIOLockedValueBox<[Int]>([])
    RowBands(threads: 1).forEach(in: 0..<10, bandHeight: 3) { band in
      order.withLockedValue { $0.append(band.lowerBound) }
    }
    #expect(order.withLockedValue { $0 } == [0, 3, 6, 9])
  }

  @Test(.timeLimit(.minutes(3)))
  func `bands within bands come to an end`() {
    let visits = Atomic(0)
    RowBands(threads: 7).forEach(in: 0..<20, bandHeight: 1) { _ in
      RowBands(threads: 7).forEach(in: 0..<20, bandHeight: 3) { band in
        visits.add(band.count, ordering: .relaxed)
      }
    }
    #expect(visits.load(ordering: .relaxed) == 400)
  }

  @Test(arguments: [1, 2, 7])
  func `an array of rows holds what was written to each`(threads: Int) {
    for (rows, rowBytes) in [(0, 5), (3, 0), (1, 1), (33, 7)] {
      let bytes = RowBands(threads: threads).bytes(rows: rows, rowBytes: rowBytes, bandHeight: 4) { y, row in
        #expect(row.count == rowBytes)
        for x in 0..<row.count { row[x] = UInt8(7 * y + x) }
      }
      #expect(bytes == (0..<rows).flatMap { y in (0..<rowBytes).map { UInt8(7 * y + $0) } })
    }
  }

  @Test func `there is at least one processor`() {
    #expect(RowBands.processors >= 1)
    #expect(RowBands().threads == RowBands.processors)
  }

  @Test func `no threads or no rows in a band are a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) { _ = RowBands(threads: 0) }
    await #expect(processExitsWith: .failure) { RowBands(threads: 1).forEach(in: 0..<4, bandHeight: 0) { _ in } }
  }
}
