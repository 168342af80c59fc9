import Outpainting

/// Memory and threads that the pictures of a batch share.
///
/// A picture waits until what it needs is free, in the order in which they ask; small ones do not overtake large ones
/// for ever. As many threads work on it as its like leave over: pictures side by side use the processors better than
/// threads within a picture, but where only one fits into memory it gets them all.
struct MemoryBudget: Sendable {
  private struct State {
    var used = 0
    var running = 0
    /// Numbers of who asks next, and of who is next to get something.
    var asking = 0
    var served = 0
  }

  /// Bytes that the process takes without any picture; measured are 25 million.
  static let process = 40_000_000

  /// Bytes for pictures.
  private let limit: Int
  private let total: Int
  private let jobs: Int
  private let threads: Int
  private let state = Monitor(State())

  /// - Parameters:
  ///   - bytes: what the whole process may take.
  ///   - jobs: pictures side by side, at least 1.
  ///   - threads: threads of all pictures together, at least 1.
  init(bytes: Int, jobs: Int, threads: Int) {
    total = bytes
    limit = bytes - Self.process
    self.jobs = jobs
    self.threads = threads
  }

  /// Bytes that a picture needs, about, for its fill and for its files.
  ///
  /// Fitted to peaks of whole runs (VmHWM, x86-64 with VNNI, both modes, canvases of 0.6 to 18 megapixels, sources of
  /// 0.5 to 12): at full size, the engine holds the picture, the field with its costs, the vote, and while seams are
  /// blended 11 bytes a pixel more; the result and its file come on top, and for any picture what its threads work in.
  /// Canvases that are not searched at full size, measured with 48 to 101 megapixels, go without seams and some fields.
  static func need(file: Int, source: Int, canvas: Int) -> Int {
    let searched = min(canvas, CanvasLimits.largestSearchedArea)
    return 12_000_000 + file + 22 * source + max(30 * searched, 22 * canvas)
  }

  /// Why a picture of this need can never be made; nil when it can.
  func refusal(of need: Int) -> String? {
    if need <= limit { return nil }
    return "The picture needs about \((need + Self.process).inMegabytes) of memory, but the batch may take "
      + "\(total.inMegabytes); allow more with --memory, or add less."
  }

  /// Runs `body` with a number of threads as soon as there is room.
  ///
  /// - Parameter isLast: whether no other picture will come.
  /// - Precondition: nothing speaks against the need.
  func withRoom<R>(for need: Int, isLast: Bool, _ body: (_ threads: Int) throws -> R) rethrows -> R {
    let ticket = state.update { state in
      state.asking += 1
      return state.asking - 1
    }
    let running = state.update(when: { $0.served == ticket && $0.used + need <= limit }) { state in
      state.served += 1
      state.used += need
      state.running += 1
      return state.running
    }
    defer {
      state.update { state in
        state.used -= need
        state.running -= 1
      }
    }
    let sideBySide = min(isLast ? running : jobs, limit / max(1, need))
    return try body(max(1, threads / max(1, sideBySide)))
  }
}
