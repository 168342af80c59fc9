import TaskSchema
import Testing

@Suite struct ImageInferenceRequestTests {
  @Test func `the required fields alone give the documented defaults`() throws {
    let request = try ImageInferenceRequest(task())
    #expect(request.taskUUID.text == "afed6468-1eca-46ef-a677-06aae34e47a4")
    #expect(request.image == .url("https://example.com/a.jpg"))
    #expect(request.edges == OutpaintEdges(left: 640, right: 640, top: 128, bottom: 128))
    #expect(!request.autoCrop)
    #expect(request.mode == .high)
    #expect(request.output == OutputOptions(type: .url, format: .jpg, quality: 95))
    #expect(request.numberResults == 1)
    #expect(request.deliveryMethod == .sync)
    #expect(!request.includeCost)
    #expect(!request.checkContent)
    #expect(request.webhookURL == nil)
    #expect(request.uploadEndpoint == nil)
    #expect(request.timeToLive == nil)
    #expect(request.seed == nil)
  }

  @Test func `every field is read`() throws {
    let request = try ImageInferenceRequest(
      task(
        ("model", #""bfl-flux-outpainting""#), ("outpaint", #"{"left":0,"right":2048,"blur":32}"#),
        ("settings", #"{"autoCrop":true,"mode":"fast"}"#), ("outputType", #""dataURI""#),
        ("outputFormat", #""WEBP""#), ("outputQuality", "20"), ("numberResults", "20"),
        ("deliveryMethod", #""async""#), ("includeCost", "true"), ("webhookURL", #""https://example.com/hook""#),
        ("uploadEndpoint", #""http://example.com/put""#), ("ttl", "60"), ("safety", #"{"checkContent":true}"#),
        ("routing", "{}"), ("advancedFeatures", "{}"), ("seed", "1")))
    #expect(request.edges == OutpaintEdges(right: 2048))
    #expect(request.autoCrop)
    #expect(request.mode == .fast)
    #expect(request.output == OutputOptions(type: .dataURI, format: .webp, quality: 20))
    #expect(request.numberResults == 20)
    #expect(request.deliveryMethod == .async)
    #expect(request.includeCost)
    #expect(request.checkContent)
    #expect(request.webhookURL == "https://example.com/hook")
    #expect(request.uploadEndpoint == "http://example.com/put")
    #expect(request.timeToLive == 60)
    #expect(request.seed == 1)
  }

  @Test(arguments: [
    ("outpaint", #"{"left":1}"#), ("outpaint", #"{"left":64.0}"#), ("outpaint", #"{"left":0,"bottom":2048}"#),
    ("outpaint", #"{"top":1,"colour":"red"}"#), ("outpaint", #"{"left":null,"right":5}"#), ("settings", "{}"),
    ("settings", "null"), ("settings", #"{"steps":3}"#), ("outputFormat", #""PNG""#), ("outputType", #""base64Data""#),
    ("outputType", "null"), ("outputQuality", "99"), ("numberResults", "1"), ("ttl", "86400"),
    ("seed", "9223372036854775807"), ("safety", "{}"), ("routing", "7"), ("positivePrompt", #""a room""#),
    ("width", "1024"), ("noSuchThing", "[]"), ("inputs", #"{"image":"Zm9v","mask":1}"#),
  ]) func `these are valid`(name: String, value: String) throws {
    #expect(try errors(task((name, value))) == [])
  }

  /// What is changed in a valid task, and the one error that this has to give.
  struct Wrong: CustomTestStringConvertible {
    var name: String
    var value: String?
    var code: TaskError.Code
    var parameter: String
    var message: String

    var testDescription: String { "\(name): \(value ?? "absent")" }
  }

  @Test(arguments: [
    wrong("outpaint", nil, .missingParameter, "outpaint", "is missing; it must be \(edgesRule)."),
    wrong("outpaint", "null", .missingParameter, "outpaint", "is missing; it must be \(edgesRule)."),
    wrong("outpaint", "{}", "outpaint", "must be \(edgesRule) above 0, but all of them are 0 or absent."),
    wrong(
      "outpaint", #"{"left":0,"right":0,"top":0,"bottom":0}"#, "outpaint",
      "must be \(edgesRule) above 0, but all of them are 0 or absent."),
    wrong("outpaint", "[64]", "outpaint", "must be an object, but an array of 1 element was given."),
    wrong("outpaint", #"{"left":-8}"#, "outpaint.left", "must be an integer from 0 to 2048, but -8 was given."),
    wrong("outpaint", #"{"right":64.5}"#, "outpaint.right", "must be an integer from 0 to 2048, but 64.5 was given."),
    wrong("outpaint", #"{"top":"64"}"#, "outpaint.top", "must be an integer from 0 to 2048, but \"64\" was given."),
    wrong("outpaint", #"{"bottom":4096}"#, "outpaint.bottom", "must be an integer from 0 to 2048, but 4096 was given."),
    wrong("outpaint", #"{"left":2049}"#, "outpaint.left", "must be an integer from 0 to 2048, but 2049 was given."),
    wrong("outpaint", #"{"left":true}"#, "outpaint.left", "must be an integer from 0 to 2048, but true was given."),
    wrong("outpaint", #"{"left":64,"blur":33}"#, "outpaint.blur", "must be an integer from 0 to 32, but 33 was given."),
    wrong("outpaint", #"{"left":64,"left":65}"#, "outpaint.left", "is given more than once; it must be given once."),
    wrong("inputs", nil, .missingParameter, "inputs", "is missing; it must be an object that holds `image`."),
    wrong("inputs", "{}", .missingParameter, "inputs.image", "is missing; it must be \(imageRule)."),
    wrong("inputs", #"{"image":null}"#, .missingParameter, "inputs.image", "is missing; it must be \(imageRule)."),
    wrong("inputs", #"{"image":5}"#, "inputs.image", "must be \(imageRule), but 5 was given."),
    wrong(
      "inputs", #"{"image":"photo.jpg"}"#, "inputs.image",
      "must be \(imageRule), but \"photo.jpg\" was given: it looks like a path, which a request cannot name; "
        + "send the file's bytes as a data URI."),
    wrong("taskUUID", nil, .missingParameter, "taskUUID", "is missing; it must be \(uuidRule)."),
    wrong("taskUUID", #""1""#, "taskUUID", "must be \(uuidRule), but \"1\" was given."),
    wrong("taskUUID", "1", "taskUUID", "must be \(uuidRule), but 1 was given."),
    wrong("model", nil, .missingParameter, "model", "is missing; it must be \"bfl:flux@outpainting\"."),
    wrong(
      "model", #""runware:101@1""#, .invalidModel, "model",
      "must be \"bfl:flux@outpainting\", but \"runware:101@1\" was given."),
    wrong("settings", "true", "settings", "must be an object, but true was given."),
    wrong(
      "settings", #"{"autoCrop":"false"}"#, "settings.autoCrop", "must be true or false, but \"false\" was given."),
    wrong("settings", #"{"autoCrop":0}"#, "settings.autoCrop", "must be true or false, but 0 was given."),
    wrong("settings", #"{"mode":"low"}"#, "settings.mode", "must be one of \"high\", \"fast\", but \"low\" was given."),
    wrong(
      "outputFormat", #""TIFF""#, "outputFormat", "must be one of \"JPG\", \"PNG\", \"WEBP\", but \"TIFF\" was given."),
    wrong(
      "outputFormat", #""png""#, "outputFormat", "must be one of \"JPG\", \"PNG\", \"WEBP\", but \"png\" was given."),
    wrong(
      "outputType", #""file""#, "outputType",
      "must be one of \"URL\", \"base64Data\", \"dataURI\", but \"file\" was given."),
    wrong("outputQuality", "19", "outputQuality", "must be an integer from 20 to 99, but 19 was given."),
    wrong("outputQuality", "100", "outputQuality", "must be an integer from 20 to 99, but 100 was given."),
    wrong("numberResults", "0", "numberResults", "must be an integer from 1 to 20, but 0 was given."),
    wrong("numberResults", "21", "numberResults", "must be an integer from 1 to 20, but 21 was given."),
    wrong(
      "deliveryMethod", #""soon""#, "deliveryMethod", "must be one of \"sync\", \"async\", but \"soon\" was given."),
    wrong("includeCost", "1", "includeCost", "must be true or false, but 1 was given."),
    wrong(
      "webhookURL", #""example.com""#, "webhookURL", "must be an http or https address, but \"example.com\" was given."),
    wrong("uploadEndpoint", "{}", "uploadEndpoint", "must be an http or https address, but an object was given."),
    wrong("ttl", "59", "ttl", "must be an integer of at least 60, but 59 was given."),
    wrong("safety", "true", "safety", "must be an object, but true was given."),
    wrong("safety", #"{"checkContent":"yes"}"#, "safety.checkContent", "must be true or false, but \"yes\" was given."),
    wrong("seed", "0", "seed", "must be an integer from 1 to 9223372036854775807, but 0 was given."),
    wrong(
      "seed", "9223372036854775808", "seed",
      "must be an integer from 1 to 9223372036854775807, but 9223372036854775808 was given."),
  ]) func `a wrong field gives one error on its path`(wrong: Wrong) throws {
    let found = try errors(task((wrong.name, wrong.value)))
    #expect(found.map(\.code) == [wrong.code])
    #expect(found.map(\.parameter) == [wrong.parameter])
    #expect(found.map(\.message) == ["`\(wrong.parameter)` \(wrong.message)"])
    #expect(found.map(\.taskType) == ["imageInference"])
    #expect(found.map(\.code.httpStatus) == [400])
  }

  @Test func `all the errors of a task are reported in the order of the parameter list`() throws {
    let task = try task(
      ("numberResults", "0"), ("settings", #"{"mode":1,"autoCrop":2}"#), ("outpaint", #"{"bottom":-1,"left":-1}"#),
      ("outputType", "3"), ("inputs", "{}"), ("taskUUID", #""?""#))
    #expect(
      errors(task).map(\.parameter) == [
        "taskUUID", "inputs.image", "outpaint.left", "outpaint.bottom", "settings.autoCrop", "settings.mode",
        "outputType", "numberResults",
      ])
    #expect(errors(task).allSatisfy { $0.taskUUID == "?" })
  }

  @Test func `of another model's task only the model is reported`() throws {
    let task = try task(("model", #""other""#), ("inputs", nil), ("outpaint", nil))
    #expect(errors(task).map(\.code) == [.invalidModel])
  }

  @Test func `seed and numberResults together stay within 63 bits`() throws {
    #expect(try errors(task(("seed", "9223372036854775806"), ("numberResults", "2"))) == [])
    #expect(
      try errors(task(("seed", "9223372036854775807"), ("numberResults", "2"))).map(\.message) == [
        "`seed` must be an integer from 1 to 9223372036854775806, but 9223372036854775807 was given."
      ])
  }

  @Test func `unknown parameters are errors under the strict switch alone`() throws {
    let task = try task(
      ("noSuchThing", "1"), ("positivePrompt", #""a""#), ("outpaint", #"{"left":64,"lefft":64}"#),
      ("settings", #"{"steps":1}"#))
    #expect(errors(task) == [])
    let strict = errors(task, rules: RequestRules(refusesUnknownParameters: true))
    #expect(strict.map(\.parameter) == ["outpaint.lefft", "settings.steps", "noSuchThing"])
    #expect(strict.allSatisfy { $0.code == .unknownParameter })
    #expect(
      strict.first?.message == "`outpaint.lefft` is not a parameter of this model; leave it out, or correct its name.")
  }

  @Test func `enumerations list what is allowed`() throws {
    #expect(try errors(task(("outputFormat", #""TIFF""#))).first?.allowedValues == ["JPG", "PNG", "WEBP"])
    #expect(try errors(task(("model", #""x""#))).first?.allowedValues == ["bfl:flux@outpainting"])
  }
}

private let edgesRule = "an object with at least one of `left`, `right`, `top` and `bottom`"
private let imageRule = "a text: the UUID of an image, a URL, a data URI or base64"
private let uuidRule = "a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12"

private typealias Wrong = ImageInferenceRequestTests.Wrong

private func wrong(
  _ name: String, _ value: String?, _ code: TaskError.Code, _ parameter: String, _ message: String
) -> Wrong {
  Wrong(name: name, value: value, code: code, parameter: parameter, message: message)
}

private func wrong(_ name: String, _ value: String?, _ parameter: String, _ message: String) -> Wrong {
  wrong(name, value, .invalidParameter, parameter, message)
}
