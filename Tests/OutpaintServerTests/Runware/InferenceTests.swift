import ImageCodec
import Raster
import TaskSchema
import TestSupport
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct InferenceTests {
  @Test func `a picture is made, linked and kept as it was`() async throws {
    let server = try TestServer()
    let answer = try await server.post("[\(inference(1, #""outputFormat":"PNG""#))]")
    #expect(answer.status == 200)
    let item = try #require(answer.data.first)
    #expect(item.members.map(\.name) == ["taskType", "taskUUID", "imageUUID", "imageURL", "seed"])
    #expect(item.text("taskUUID") == uuid(1))
    #expect(item.integer("seed") == 7)
    let link = try #require(item.text("imageURL"))
    let imageUUID = try #require(item.text("imageUUID"))
    #expect(link == "http://127.0.0.1:8080/image/\(imageUUID).png")
    let file = try await server.get(String(link.dropFirst("http://127.0.0.1:8080".count)))
    #expect(file.headers["Content-Type"] == "image/png")
    let image = try Image(decoding: file.body)
    #expect(image.size == Size(width: 72, height: 64))
    #expect(
      image.cropped(to: Rect(x: 8, y: 0, width: 64, height: 64)) == .gradient(size: Size(width: 64, height: 64)))
    #expect(image[x: 0, y: 0] == Pixel(red: 7, green: 0, blue: 0))
  }

  @Test(arguments: OutputType.allCases, OutputFormat.allCases)
  func `every type and format of output`(type: OutputType, format: OutputFormat) async throws {
    let server = try TestServer()
    let answer = try await server.post(
      "[\(inference(1, #""outputType":"\#(type.rawValue)","outputFormat":"\#(format.rawValue)""#))]")
    let item = try #require(answer.data.first)
    let names = ["imageURL", "imageBase64Data", "imageDataURI"].filter { item[$0] != nil }
    let file: [UInt8]
    switch type {
    case .url:
      #expect(names == ["imageURL"])
      file = try await server.get("/image/\(try #require(item.text("imageUUID")))").body
    case .base64Data:
      #expect(names == ["imageBase64Data"])
      let text = try #require(item.text("imageBase64Data"))
      file = try #require(Base64.decode(text))
    case .dataURI:
      #expect(names == ["imageDataURI"])
      let uri = try #require(item.text("imageDataURI"))
      #expect(uri.hasPrefix("data:\(format.mediaType);base64,"))
      file = try #require(Base64.decode(uri.split(separator: ",")[1]))
    }
    #expect(OutputFormat(signature: file) == format)
    #expect(try Image(decoding: file).size == Size(width: 72, height: 64))
  }

  @Test func `several results have seeds of their own, prices where asked, and the order of the tasks`() async throws {
    let server = try TestServer()
    let answer = try await server.post(
      "[\(inference(1, #""numberResults":3,"includeCost":true"#)),\(inference(2))]")
    #expect(answer.data.map { $0.integer("seed") } == [7, 8, 9, 7])
    #expect(answer.data.map { $0.text("taskUUID") } == [uuid(1), uuid(1), uuid(1), uuid(2)])
    #expect(Set(answer.data.map { $0.text("imageUUID") }).count == 4)
    #expect(answer.data.map { $0["cost"] != nil } == [true, true, true, false])
  }

  @Test func `a batch that fails in part has both data and errors`() async throws {
    let server = try TestServer()
    let answer = try await server.post("[\(inference(1)),7,\(inference(2, #""outputFormat":"TIFF""#))]")
    #expect(answer.status == 200)
    #expect(answer.data.count == 1)
    #expect(answer.problems == ["invalidRequest -", "invalidParameter outputFormat"])
    #expect(answer.errors[1].text("taskUUID") == uuid(2))
    #expect(try await server.post("[\(inference(3))]").json["errors"] == nil)
  }

  @Test func `an error names the parameter, the task and what would be right`() async throws {
    let server = try TestServer()
    let cases = [
      (#""outpaint":{"left":-8}"#, "invalidParameter outpaint.left"), (#""outpaint":{}"#, "invalidParameter outpaint"),
      (#""model":"other""#, "invalidModel model"), (#""numberResults":21"#, "invalidParameter numberResults"),
      (#""outputQuality":19"#, "invalidParameter outputQuality"), (#""ttl":59"#, "invalidParameter ttl"),
      (#""inputs":{}"#, "missingParameter inputs.image"),
      (#""inputs":{"image":"\#(uuid(9))"}"#, "invalidParameter inputs.image"),
      (#""inputs":{"image":"https://example.com/a.png"}"#, "downloadFailed inputs.image"),
      (#""inputs":{"image":"data:image/png;base64,AAAA"}"#, "invalidParameter inputs.image"),
      (#""outpaint":{"left":2000}"#, "invalidParameter outpaint"),
    ]
    for (index, (member, problem)) in cases.enumerated() {
      for delivery in DeliveryMethod.allCases {
        let name = String(member.prefix { $0 != ":" })
        // The changed member replaces the valid one.
        let task = try inference(index + 1, #""deliveryMethod":"\#(delivery.rawValue)""#)
        guard case .object(var object) = try JSONValue(parsing: Array(task.utf8)),
          case .object(let change) = try JSONValue(parsing: Array("{\(member)}".utf8))
        else { throw Answer.NotAnObject() }
        for changed in change.members { object.append(changed.name, changed.value) }
        var clean = JSONObject()
        for kept in object.members { clean.append(kept.name, kept.value) }
        let answer = try await server.post(JSONValue.array([.object(clean)]).encoded())
        #expect(answer.status == 400, "\(name)")
        #expect(answer.problems.contains(problem), "\(answer.problems)")
        #expect(answer.errors.allSatisfy { $0.text("taskUUID") == uuid(index + 1) })
        #expect(answer.data.isEmpty)
      }
    }
  }

  @Test func `an identifier that is known is refused, that of a failed task is not`() async throws {
    let server = try TestServer()
    #expect(try await server.post("[\(inference(1))]").status == 200)
    let again = try await server.post("[\(inference(1))]")
    #expect(again.status == 400)
    #expect(again.problems == ["conflictTaskUUID taskUUID"])
    let tooLarge = #""outpaint":{"top":2048}"#
    _ = try await server.post("[\(inference(2).replacing(#""outpaint":{"left":8}"#, with: tooLarge))]")
    #expect(try await server.post("[\(inference(2))]").status == 200)
  }

  @Test func `a failing engine is an inference error`() async throws {
    let answer = try await TestServer(FakeEngine.failing).post("[\(inference(1))]")
    #expect(answer.status == 500)
    #expect(answer.problems == ["inferenceError -"])
  }

  @Test func `a dry run checks and prices, and makes nothing`() async throws {
    let engine = FakeEngine()
    let server = try TestServer(engine.engine)
    let headers: HTTPHeaders = ["Authorization": "Bearer key", "X-Runware-Dry-Run": "1"]
    let answer = try await server.post("[\(inference(1, #""numberResults":2"#))]", headers: headers)
    #expect(answer.data.map { $0.members.map(\.name) } == [["taskType", "taskUUID", "cost"]])
    #expect(answer.data.first?["cost"]?.encoded() == "0.2")
    #expect(engine.calls == 0)
    #expect(try await server.post("[\(inference(1))]").status == 200)
  }

  @Test func `a result is the source of the next task`() async throws {
    let server = try TestServer()
    let first = try await server.post("[\(inference(1))]")
    for image in [try #require(first.data[0].text("imageUUID")), try #require(first.data[0].text("imageURL"))] {
      let answer = try await server.post("[\(inference(image.count, image: image))]")
      #expect(answer.status == 200)
      let file = try await server.get("/image/\(try #require(answer.data[0].text("imageUUID")))").body
      #expect(try Image(decoding: file).size == Size(width: 80, height: 64))
    }
  }

  @Test func `the answer says where the time went`() async throws {
    let answer = try await TestServer().post("[\(inference(1))]")
    let names = answer.headers["Server-Timing"]?.split(separator: ",").map { $0.trimmed.prefix { $0 != ";" } }
    #expect(names == ["wait", "fetch", "decode", "fill", "encode", "store", "total"])
  }
}
