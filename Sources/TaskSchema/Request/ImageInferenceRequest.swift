/// A valid task of type `imageInference` for the outpainting model.
public struct ImageInferenceRequest: Hashable, Sendable {
  /// The task type in requests, results and errors.
  public static let taskType = "imageInference"

  public var taskUUID: UUIDText

  /// `inputs.image`.
  public var image: ImageReference

  /// `outpaint`; at least one side is not 0.
  public var edges: OutpaintEdges

  /// `settings.autoCrop`: whether a canvas over the limits is cut down rather than refused.
  public var autoCrop = false

  /// `settings.mode`.
  public var mode = Mode.high

  public var output = OutputOptions()

  /// 1...20.
  public var numberResults = 1

  public var deliveryMethod = DeliveryMethod.sync
  public var includeCost = false

  /// `safety.checkContent`.
  ///
  /// The engine has no checker, so results say nothing about their content.
  public var checkContent = false

  /// Address that wants each result by POST.
  public var webhookURL: String?

  /// Address that wants the bytes of each picture by PUT.
  public var uploadEndpoint: String?

  /// Seconds that a link has to work, at least 60; nil when the client does not say.
  public var timeToLive: Int?

  /// Seed of the first result: an extension of this engine, absent from the hosted model's parameters.
  public var seed: Int?

  public init(taskUUID: UUIDText, image: ImageReference, edges: OutpaintEdges) {
    self.taskUUID = taskUUID
    self.image = image
    self.edges = edges
  }

  /// One seed for each result: counted up from `seed`, or drawn from 1...2147483647, which every JSON parser keeps exact.
  public func seeds(using generator: inout some RandomNumberGenerator) -> [Int] {
    if let seed { return (0..<numberResults).map { seed + $0 } }
    var seeds: [Int] = []
    while seeds.count < numberResults {
      let drawn = Int.random(in: 1...2_147_483_647, using: &generator)
      if !seeds.contains(drawn) { seeds.append(drawn) }
    }
    return seeds
  }
}
