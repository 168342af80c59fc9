import Foundation
import TaskSchema

/// All that has to be known of an accepted task to make its pictures, now or after a restart, and what came of it.
struct JobRecord: Codable, Hashable, Sendable {
  enum Face: String, Codable, Sendable {
    case runware
    case bfl
  }

  enum Geometry: Codable, Hashable, Sendable {
    case edges(OutpaintEdges, autoCrop: Bool)
    case frame(CanvasFrame)
  }

  enum Source: Codable, Hashable, Sendable {
    /// The picture came with the task.
    case embedded
    case picture(UUIDText)
    case url(String)
  }

  /// A picture to be made.
  struct Result: Codable, Hashable, Sendable {
    var imageUUID: UUIDText
    var seed: Int
  }

  enum Outcome: Codable, Hashable, Sendable {
    /// The price of one result.
    case success(cost: Cost)
    case failure(TaskError)
  }

  var face: Face
  var taskUUID: UUIDText
  var source: Source
  var geometry: Geometry
  var mode: Mode
  var output: OutputOptions
  var results: [Result]
  var delivery: DeliveryMethod
  var includeCost = false
  var webhookURL: String?
  var uploadEndpoint: String?

  /// Seconds that links work after the task is done; nil for as long as the server keeps things.
  var timeToLive: Int?

  /// The server's address as the client knows it, without a slash at its end.
  var origin: String

  /// Seconds since 1970, and a number that goes up within the second.
  var acceptedAt = Date().timeIntervalSince1970
  var number = 0

  /// Seconds since 1970.
  var finishedAt: Double?
  var outcome: Outcome?

  /// The parameter that holds the source.
  var sourceParameter: String { face == .runware ? "inputs.image" : "input_image" }

  /// An error about this task.
  func error(_ code: TaskError.Code, _ message: String, parameter: String? = nil) -> TaskError {
    TaskError(
      code: code, message: message, parameter: parameter, taskType: ImageInferenceRequest.taskType,
      taskUUID: taskUUID.text)
  }
}

extension JobRecord {
  init(_ request: ImageInferenceRequest, origin: String) {
    var generator = SystemRandomNumberGenerator()
    self.init(
      face: .runware, taskUUID: request.taskUUID, source: Source(request.image),
      geometry: .edges(request.edges, autoCrop: request.autoCrop), mode: request.mode, output: request.output,
      results: request.seeds(using: &generator).map { Result(imageUUID: .random(), seed: $0) },
      delivery: request.deliveryMethod, includeCost: request.includeCost, webhookURL: request.webhookURL,
      uploadEndpoint: request.uploadEndpoint, timeToLive: request.timeToLive, origin: origin)
  }

  init(_ request: BFLRequest, origin: String) {
    self.init(
      face: .bfl, taskUUID: .random(), source: Source(request.image), geometry: .frame(request.frame),
      mode: request.mode, output: OutputOptions(format: request.format),
      results: [Result(imageUUID: .random(), seed: Int.random(in: 1...2_147_483_647))], delivery: .async,
      origin: origin)
  }
}

extension JobRecord.Source {
  init(_ image: ImageReference) {
    switch image {
    case .dataURI, .base64: self = .embedded
    case .uuid(let uuid): self = .picture(uuid)
    case .url(let address): self = .url(address)
    case .path: preconditionFailure("requests from elsewhere name no paths")
    }
  }
}

extension ImageReference {
  /// The picture, where it came with the request.
  var embedded: [UInt8]? {
    switch self {
    case .dataURI(_, let bytes), .base64(let bytes): bytes
    case .uuid, .url, .path: nil
    }
  }
}

extension JobRecord {
  /// Whether the identifier may be used again: that of a task which failed may.
  var isFree: Bool {
    if case .failure = outcome { return true }
    return false
  }

  /// When the task is forgotten, in seconds since 1970.
  func expiry(keeping seconds: Double) -> Double {
    (finishedAt ?? 0) + (timeToLive.map(Double.init) ?? seconds)
  }
}
