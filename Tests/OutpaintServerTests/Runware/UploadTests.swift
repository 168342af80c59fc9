import ImageCodec
import Raster
import TaskSchema
import Testing

@testable import OutpaintServer

@Suite(.timeLimit(.minutes(5))) struct UploadTests {
  @Test func `an upload is linked, used and deleted`() async throws {
    let server = try TestServer()
    let upload = try await server.post(
      #"[{"taskType":"imageUpload","taskUUID":"\#(uuid(1))","image":"\#(picture())"}]"#)
    let item = try #require(upload.data.first)
    #expect(item.members.map(\.name) == ["taskType", "taskUUID", "imageUUID", "imageURL"])
    let image = try #require(item.text("imageUUID"))
    #expect(item.text("imageURL") == "http://127.0.0.1:8080/image/\(image).png")
    #expect(try await server.post("[\(inference(2, image: image))]").status == 200)

    let delete = #"[{"taskType":"mediaStorage","taskUUID":"\#(uuid(3))","operation":"delete","media":"\#(image)"}]"#
    let deleted = try await server.post(delete)
    #expect(deleted.data.first?.members.map(\.name) == ["taskType", "taskUUID", "operation", "mediaUUID"])
    #expect(try await server.get("/image/\(image).png").status == 404)
    #expect(try await server.post(delete).problems == ["invalidParameter media"])
    #expect(try await server.post("[\(inference(4, image: image))]").problems == ["invalidParameter inputs.image"])
  }

  @Test func `media storage names its picture media`() async throws {
    let answer = try await TestServer().post(
      #"[{"taskType":"mediaStorage","taskUUID":"\#(uuid(1))","operation":"upload","media":"\#(picture())"}]"#)
    let item = try #require(answer.data.first)
    #expect(item.members.map(\.name) == ["taskType", "taskUUID", "operation", "mediaUUID", "mediaURL"])
    #expect(item.text("operation") == "upload")
  }

  @Test func `what is no picture is not stored`() async throws {
    let server = try TestServer()
    let bmp = "data:image/bmp;base64,Qk0AAAAA"
    let answer = try await server.post(#"[{"taskType":"imageUpload","taskUUID":"\#(uuid(1))","image":"\#(bmp)"}]"#)
    #expect(answer.status == 400)
    #expect(answer.problems == ["invalidParameter image"])
    #expect(server.parts.pictures.count == 0)
    let nothing = try await server.post(#"[{"taskType":"imageUpload"}]"#)
    #expect(nothing.problems == ["missingParameter taskUUID", "missingParameter image"])
  }

  @Test func `an upload beyond the longest side of a canvas is shrunk to it, any other is kept as it came`()
    async throws
  {
    let server = try TestServer { $0.maximumSide = 100 }
    for (number, width, expected) in [(1, 100, Size(width: 100, height: 64)), (2, 200, Size(width: 100, height: 32))] {
      let text = try picture(width: width)
      let answer = try await server.post(
        #"[{"taskType":"imageUpload","taskUUID":"\#(uuid(number))","image":"\#(text)"}]"#)
      let file = try await server.get("/image/\(answer.data[0].text("imageUUID") ?? "")").body
      #expect(try Image(decoding: file).size == expected)
      #expect((Base64.decode(text.dropFirst("data:image/png;base64,".count)) == file) == (width == 100))
    }
  }

  @Test func `a full store refuses uploads`() async throws {
    let server = try TestServer { $0.queue.storeBytes = 100 }
    let answer = try await server.post(
      #"[{"taskType":"imageUpload","taskUUID":"\#(uuid(1))","image":"\#(picture())"}]"#)
    #expect(answer.problems == ["uploadFailed image"])
  }

  @Test func `uploads outlive the server`() async throws {
    let server = try TestServer()
    let upload = try await server.post(
      #"[{"taskType":"imageUpload","taskUUID":"\#(uuid(1))","image":"\#(picture())"}]"#)
    let image = try #require(upload.data[0].text("imageUUID"))
    let next = try TestServer(folder: server.folder)
    #expect(try await next.get("/image/\(image).png").status == 200)
  }
}
