import Foundation

/// The work of a batch: threads that take lines in order, answer them, and hand the answers in.
///
/// No more than a window of answers waits for an earlier one, so an input of any length streams through.
final class BatchRun: Sendable {
  struct Options: Sendable {
    /// Lines that are worked on at the same time.
    var jobs = 1
    var shard = Shard.whole

    /// Whether answers come in the order of their lines.
    var isOrdered = true
  }

  /// What the threads share about the answers.
  private struct Output {
    var results: ResultsFile
    var tally = BatchTally()

    /// Answers that wait for an earlier one, by the position of their line.
    var waiting: [Int: BatchAnswer] = [:]
    var next = 0

    var failure: CommandFailure?
    var workers: Int
  }

  /// What they share about the lines.
  private struct Input {
    var source: any LineSource
    var number = 0
    var position = 0
  }

  /// Answers that may wait for an earlier one; more are not begun.
  private static let window = 256

  private let input: Monitor<Input>
  private let output: Monitor<Output>
  private let answerer: any LineAnswerer
  private let options: Options

  init(_ source: some LineSource, _ answerer: some LineAnswerer, _ results: ResultsFile, _ options: Options) {
    input = Monitor(Input(source: source))
    output = Monitor(Output(results: results, workers: options.jobs))
    self.answerer = answerer
    self.options = options
  }

  /// Works through all lines, and calls `report` now and then.
  ///
  /// - Throws: the failure that ended the run early; what was answered before is in the results.
  func run(every interval: Double = 0.5, report: (BatchTally) -> Void) throws(CommandFailure) -> BatchTally {
    for _ in 0..<options.jobs {
      let thread = Thread { self.work() }
      // As much as a main thread has: requests nest, and codecs put tables on the stack.
      thread.stackSize = 8 << 20
      thread.start()
    }
    while !output.wait(seconds: interval, until: { $0.workers == 0 }) {
      report(output.update { $0.tally })
    }
    cleanUp()
    return try output.update { output throws(CommandFailure) in
      if let failure = output.failure { throw failure }
      try output.results.close()
      return output.tally
    }
  }

  /// Leaves nothing but results behind, at the end and where a signal is it.
  func cleanUp() { answerer.finish() }

  private func work() {
    do {
      while let (position, line) = try take() {
        try hand(in: answerer.answer(line), at: position)
      }
    } catch {
      output.update { $0.failure = $0.failure ?? error }
    }
    output.update { $0.workers -= 1 }
  }

  /// The next line of this shard that is not blank, and its position among them.
  private func take() throws(CommandFailure) -> (position: Int, line: BatchLine)? {
    // The line that the others wait for is in work already, so this ends.
    let goesOn = output.update(when: { $0.waiting.count < Self.window || $0.failure != nil }) { $0.failure == nil }
    if !goesOn { return nil }
    return try input.update { input throws(CommandFailure) in
      while let bytes = try input.source.next() {
        input.number += 1
        if !options.shard.takes(input.number) || bytes.allSatisfy({ $0 <= 0x20 }) { continue }
        input.position += 1
        let fraction = input.source.fraction
        output.update { $0.tally.fraction = fraction }
        return (input.position - 1, BatchLine(number: input.number, bytes: bytes, isLast: fraction == 1))
      }
      return nil
    }
  }

  private func hand(in answer: BatchAnswer, at position: Int) throws(CommandFailure) {
    try output.update { output throws(CommandFailure) in
      output.tally.add(answer)
      if !options.isOrdered { return try output.results.append(answer.text) }
      output.waiting[position] = answer
      while let answer = output.waiting.removeValue(forKey: output.next) {
        output.next += 1
        try output.results.append(answer.text)
      }
    }
  }
}
