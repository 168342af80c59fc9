import Foundation
import NIOConcurrencyHelpers

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Requests to other servers, to addresses that were allowed before.
///
/// A redirect is not followed: it may lead to an address that is not allowed.
final class WebClient: Sendable {
  /// Why a request failed, as the end of a sentence.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let session: URLSession
  private let transfers = Transfers()
  private let limit: Int

  /// - Parameter limit: most bytes of an answer.
  init(limit: Int) {
    self.limit = limit
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.timeoutIntervalForResource = 120
    session = URLSession(configuration: configuration, delegate: transfers, delegateQueue: nil)
  }

  deinit {
    session.invalidateAndCancel()
  }

  /// The bytes at an address.
  func get(_ address: String) async throws -> [UInt8] {
    [UInt8](try await send(request("GET", address, timeout: 30)))
  }

  /// Sends bytes, and expects a 2xx within `timeout` seconds.
  func send(_ bytes: [UInt8], _ type: String, by method: String, to address: String, timeout: Double) async throws {
    var request = try request(method, address, timeout: timeout)
    request.setValue(type, forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(bytes)
    _ = try await send(request)
  }

  private func request(_ method: String, _ address: String, timeout: Double) throws(Failure) -> URLRequest {
    guard let url = URL(string: address) else { throw Failure(description: "it is no valid address") }
    var request = URLRequest(url: url, timeoutInterval: timeout)
    request.httpMethod = method
    return request
  }

  private func send(_ request: URLRequest) async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      let task = session.dataTask(with: request)
      transfers.begin(task, limit: limit, continuation)
      task.resume()
    }
  }
}

/// The transfers under way, and what came so far.
private final class Transfers: NSObject, URLSessionDataDelegate, Sendable {
  private struct Transfer {
    var data = Data()
    var limit: Int
    var continuation: CheckedContinuation<Data, any Error>
  }

  private let transfers = NIOLockedValueBox<[Int: Transfer]>([:])

  func begin(_ task: URLSessionTask, limit: Int, _ continuation: CheckedContinuation<Data, any Error>) {
    transfers.withLockedValue { $0[task.taskIdentifier] = Transfer(limit: limit, continuation: continuation) }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let limit = transfers.withLockedValue { transfers -> Int? in
      guard var transfer = transfers.removeValue(forKey: dataTask.taskIdentifier) else { return nil }
      transfer.data.append(data)
      defer { transfers[dataTask.taskIdentifier] = transfer }
      return transfer.data.count > transfer.limit ? transfer.limit : nil
    }
    guard let limit else { return }
    end(dataTask, .failure(WebClient.Failure(description: "it has more than \(limit) bytes")))
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error {
      end(task, .failure(WebClient.Failure(description: error.localizedDescription)))
    } else if let status = (task.response as? HTTPURLResponse)?.statusCode, !(200..<300).contains(status) {
      end(task, .failure(WebClient.Failure(description: "the answer is \(status)")))
    } else {
      end(task, nil)
    }
  }

  private func end(_ task: URLSessionTask, _ failure: Result<Data, any Error>?) {
    guard let transfer = transfers.withLockedValue({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
    transfer.continuation.resume(with: failure ?? .success(transfer.data))
  }
}
