extension ImageInferenceRequest {
  /// Validates a task, and reports all that is wrong with it.
  ///
  /// Problems come in the order of the model's parameter list; names given twice and unknown ones follow the other
  /// problems of their object.
  ///
  /// A member that is null counts as absent. For another model than ours nothing but that is reported, as its
  /// parameters would be other ones.
  public init(_ task: TaskObject, rules: RequestRules = RequestRules()) throws(TaskRejection) {
    _ = try task.taskType(among: [Self.taskType])
    var problems: [Fields.Problem] = []
    let fields = Fields(task.fields)

    let taskUUID = fields.requiredUUID("taskUUID", &problems)
    if Self.hasOtherModel(fields, &problems) { throw TaskRejection(problems, of: task) }
    let inputs = Self.readInputs(fields, rules, &problems)
    let edges = Self.readEdges(fields, rules, &problems)
    let settings = fields.object("settings", &problems)
    let autoCrop = settings?.boolean("autoCrop", &problems)
    let mode: Mode? = settings?.choice("mode", &problems)
    settings?.checkNames(
      known: ["autoCrop", "mode"], refusesOthers: rules.refusesUnknownParameters, &problems)

    let output = OutputOptions()
    let type: OutputType? = fields.choice("outputType", &problems)
    let format: OutputFormat? = fields.choice("outputFormat", &problems)
    let quality = fields.integer("outputQuality", in: 20...99, &problems)
    let numberResults = fields.integer("numberResults", in: 1...20, &problems)
    let deliveryMethod: DeliveryMethod? = fields.choice("deliveryMethod", &problems)
    let includeCost = fields.boolean("includeCost", &problems)
    let webhookURL = fields.webAddress("webhookURL", &problems)
    let uploadEndpoint = fields.webAddress("uploadEndpoint", &problems)
    let timeToLive = fields.integer("ttl", in: 60...Int.max, &problems)
    let checkContent = fields.object("safety", &problems)?.boolean("checkContent", &problems)
    let seed = Self.readSeed(fields, numberResults: numberResults ?? 1, &problems)
    fields.checkNames(
      known: Self.ownParameters.union(Self.generalParameters), refusesOthers: rules.refusesUnknownParameters,
      &problems)

    guard problems.isEmpty, let taskUUID, let inputs, let edges else { throw TaskRejection(problems, of: task) }
    self.init(taskUUID: taskUUID, image: inputs, edges: edges)
    self.autoCrop = autoCrop ?? self.autoCrop
    self.mode = mode ?? self.mode
    self.output = OutputOptions(
      type: type ?? output.type, format: format ?? output.format, quality: quality ?? output.quality)
    self.numberResults = numberResults ?? self.numberResults
    self.deliveryMethod = deliveryMethod ?? self.deliveryMethod
    self.includeCost = includeCost ?? self.includeCost
    self.checkContent = checkContent ?? self.checkContent
    self.webhookURL = webhookURL
    self.uploadEndpoint = uploadEndpoint
    self.timeToLive = timeToLive
    self.seed = seed
  }

  private static func hasOtherModel(_ fields: Fields, _ problems: inout [Fields.Problem]) -> Bool {
    fields.require("model", "\"\(Model.identifier)\"", &problems)
    guard let value = fields.value("model") else { return false }
    if value == .string(Model.identifier) || value == .string(Model.slug) { return false }
    problems.append(
      Fields.Problem(
        code: .invalidModel, path: "model",
        message: "`model` must be \"\(Model.identifier)\", but \(value.summary) was given.",
        allowedValues: [Model.identifier]))
    return true
  }

  private static func readInputs(
    _ fields: Fields, _ rules: RequestRules, _ problems: inout [Fields.Problem]
  ) -> ImageReference? {
    fields.require("inputs", "an object that holds `image`", &problems)
    guard let inputs = fields.object("inputs", &problems) else { return nil }
    inputs.checkNames(known: ["image"], refusesOthers: rules.refusesUnknownParameters, &problems)
    return inputs.requiredImage("image", acceptsLocalPaths: rules.acceptsLocalPaths, &problems)
  }

  private static func readEdges(
    _ fields: Fields, _ rules: RequestRules, _ problems: inout [Fields.Problem]
  ) -> OutpaintEdges? {
    let what = "an object with at least one of `left`, `right`, `top` and `bottom`"
    fields.require("outpaint", what, &problems)
    guard let outpaint = fields.object("outpaint", &problems) else { return nil }
    let before = problems.count
    let edges = OutpaintEdges(
      left: outpaint.integer("left", in: OutpaintEdges.range, &problems) ?? 0,
      right: outpaint.integer("right", in: OutpaintEdges.range, &problems) ?? 0,
      top: outpaint.integer("top", in: OutpaintEdges.range, &problems) ?? 0,
      bottom: outpaint.integer("bottom", in: OutpaintEdges.range, &problems) ?? 0)
    // Other models blur the seam; this one takes the parameter and has no use for it.
    _ = outpaint.integer("blur", in: 0...32, &problems)
    outpaint.checkNames(
      known: ["left", "right", "top", "bottom", "blur"], refusesOthers: rules.refusesUnknownParameters, &problems)
    if problems.count == before && edges.isZero {
      problems.append(
        Fields.Problem(
          path: "outpaint", message: "`outpaint` must be \(what) above 0, but all of them are 0 or absent."))
    }
    return edges
  }

  private static func readSeed(
    _ fields: Fields, numberResults: Int, _ problems: inout [Fields.Problem]
  ) -> Int? {
    let highest = Int.max - (numberResults - 1)
    guard let value = fields.value("seed") else { return nil }
    if case .number(let number) = value, let seed = number.integer, (1...highest).contains(seed) { return seed }
    problems.append(
      Fields.Problem(
        path: "seed",
        message: "`seed` must be an integer from 1 to \(highest), but \(value.summary) was given."))
    return nil
  }

  private static let ownParameters: Set<String> = [
    "taskType", "taskUUID", "model", "inputs", "outpaint", "settings", "outputType", "outputFormat", "outputQuality",
    "numberResults", "deliveryMethod", "includeCost", "webhookURL", "uploadEndpoint", "ttl", "safety", "routing",
    "advancedFeatures", "seed",
  ]

  /// Parameters of other image models, which clients send out of habit.
  ///
  /// They are taken and have no effect.
  private static let generalParameters: Set<String> = [
    "positivePrompt", "negativePrompt", "width", "height", "steps", "seedImage", "maskImage", "maskMargin", "strength",
    "CFGScale", "scheduler", "clipSkip", "promptWeighting", "vae", "lora", "controlNet", "embeddings", "ipAdapters",
    "referenceImages", "refiner", "acceleration", "acceleratorOptions", "providerSettings", "checkNSFW", "checkNsfw",
  ]
}
