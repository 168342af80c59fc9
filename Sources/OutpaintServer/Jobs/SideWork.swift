import Foundation

/// Short but heavy work, such as decoding a picture to check it, off the threads that serve connections.
final class SideWork: Sendable {
  private let queue: OperationQueue

  /// - Parameter width: how much of it runs at a time; the rest waits.
  init(width: Int) {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = width
  }

  func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try body() }) }
    }
  }
}
