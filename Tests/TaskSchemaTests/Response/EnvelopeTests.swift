import TaskSchema
import Testing

@Suite struct EnvelopeTests {
  private func item(_ picture: ResultItem.Picture, cost: Cost? = nil) throws -> ResultItem {
    ResultItem(
      taskUUID: try #require(UUIDText("afed6468-1eca-46ef-a677-06aae34e47a4")),
      imageUUID: try #require(UUIDText("137dc6cd-360e-478c-b437-2221099386ce")), picture: picture, seed: 2_079_700_044,
      cost: cost)
  }

  @Test func `a result looks like the hosted service's sample`() throws {
    let item = try item(.url("https://example.com/a.jpg"), cost: Cost(width: 2048, height: 1280))
    #expect(
      Envelope(data: [item.json]).json.encoded()
        == #"{"data":[{"taskType":"imageInference","taskUUID":"afed6468-1eca-46ef-a677-06aae34e47a4","#
        + #""imageUUID":"137dc6cd-360e-478c-b437-2221099386ce","imageURL":"https://example.com/a.jpg","#
        + #""seed":2079700044,"cost":0.3}]}"#)
  }

  @Test(arguments: [
    (OutputType.url, #""imageURL":"u""#), (.base64Data, #""imageBase64Data":"Zm9v""#),
    (.dataURI, #""imageDataURI":"data:image/webp;base64,Zm9v""#),
  ]) func `the picture comes in the form asked for`(type: OutputType, member: String) throws {
    let output = OutputOptions(type: type, format: .webp)
    let text = JSONValue.object(try item(ResultItem.Picture(Array("foo".utf8), as: output, url: "u")).json).encoded()
    #expect(text.contains(#"ce",\#(member),"seed":2079700044}"#))
  }

  @Test(arguments: [(OutputFormat.jpg, "jpg", "image/jpeg"), (.png, "png", "image/png"), (.webp, "webp", "image/webp")])
  func `formats name their extension and media type`(format: OutputFormat, fileExtension: String, mediaType: String) {
    #expect(format.fileExtension == fileExtension)
    #expect(format.mediaType == mediaType)
  }

  @Test func `an error looks like the hosted service's sample`() throws {
    let error = try #require(errors(try task(("outpaint", #"{"left":-8}"#))).first)
    #expect(
      Envelope(errors: [error]).json.encoded()
        == #"{"errors":[{"code":"invalidParameter","#
        + #""message":"`outpaint.left` must be an integer from 0 to 2048, but -8 was given.","#
        + #""parameter":"outpaint.left","taskType":"imageInference","#
        + #""taskUUID":"afed6468-1eca-46ef-a677-06aae34e47a4"}]}"#)
  }

  @Test func `an error names the values that are allowed`() throws {
    let error = try #require(errors(try task(("settings", #"{"mode":"x"}"#))).first)
    #expect(JSONValue.object(error.json).encoded().contains(#","allowedValues":["high","fast"],"taskType""#))
  }

  @Test func `what is not known of an error is left out`() {
    #expect(
      JSONValue.object(TaskError(code: .invalidRequest, message: "m").json).encoded()
        == #"{"code":"invalidRequest","message":"m"}"#)
  }

  @Test func `there never are empty errors, nor data beside errors alone`() throws {
    let item = try item(.url("u")).json
    let error = TaskError(code: .invalidModel, message: "m")
    #expect(Envelope().json.encoded() == #"{"data":[]}"#)
    #expect(!Envelope(data: [item]).json.encoded().contains("errors"))
    #expect(!Envelope(errors: [error]).json.encoded().contains("data"))
    let both = Envelope(data: [item], errors: [error]).json.encoded()
    #expect(both.hasPrefix(#"{"data":[{"#) && both.contains(#"}],"errors":[{"#))
  }

  @Test func `the status is 200 when anything succeeded, otherwise the gravest`() throws {
    let wrong = TaskError(code: .invalidModel, message: "m")
    let ours = TaskError(code: .inferenceError, message: "m")
    #expect(Envelope(errors: [wrong]).httpStatus == 400)
    #expect(Envelope(errors: [wrong, ours]).httpStatus == 500)
    #expect(Envelope(data: [try item(.url("u")).json], errors: [ours]).httpStatus == 200)
    #expect(Envelope().httpStatus == 200)
  }

  @Test(
    arguments: zip(
      TaskError.Code.allCases, [400, 401, 401, 400, 400, 400, 400, 400, 400, 400, 400, 404, 500, 503, 500]))
  func `every code has its status`(code: TaskError.Code, status: Int) {
    #expect(code.httpStatus == status)
  }
}
