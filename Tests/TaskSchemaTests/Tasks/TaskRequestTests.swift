import TaskSchema
import Testing

@Suite struct TaskRequestTests {
  private static let uuid = "afed6468-1eca-46ef-a677-06aae34e47a4"
  private static let image = "data:image/png;base64,AAAA"

  private func problems(_ text: String, _ read: (TaskObject) throws -> Void) throws -> [String] {
    let task = try task(text: "{\(text)}")
    do {
      try read(task)
      return []
    } catch let rejection as TaskRejection {
      return rejection.errors.map { "\($0.code.rawValue) \($0.parameter ?? "-")" }
    }
  }

  @Test func `types are told apart`() throws {
    for type in TaskType.allCases { #expect(try task(text: #"{"taskType":"\#(type.rawValue)"}"#).type() == type) }
    #expect(try problems(#""taskType":"other""#) { _ = try $0.type() } == ["unsupportedTaskType taskType"])
    #expect(try problems("") { _ = try $0.type() } == ["missingParameter taskType"])
  }

  @Test func `authentication wants a key`() throws {
    let request = try AuthenticationRequest(
      task(text: #"{"apiKey":"k","connectionSessionUUID":"\#(Self.uuid)"}"#))
    #expect(request.apiKey == "k")
    #expect(request.connectionSessionUUID?.text == Self.uuid)
    let read: (TaskObject) throws -> Void = { _ = try AuthenticationRequest($0) }
    #expect(try problems("", read) == ["missingApiKey apiKey"])
    #expect(try problems(#""apiKey":"""#, read) == ["missingApiKey apiKey"])
    #expect(try problems(#""apiKey":7"#, read) == ["invalidParameter apiKey"])
  }

  @Test func `a poll names a task`() throws {
    #expect(try GetResponseRequest(task(text: #"{"taskUUID":"\#(Self.uuid)"}"#)).taskUUID.text == Self.uuid)
    let read: (TaskObject) throws -> Void = { _ = try GetResponseRequest($0) }
    #expect(try problems("", read) == ["missingParameter taskUUID"])
    #expect(try problems(#""taskUUID":"x""#, read) == ["invalidParameter taskUUID"])
  }

  @Test func `an upload holds or names a picture`() throws {
    let request = try ImageUploadRequest(task(text: #"{"taskUUID":"\#(Self.uuid)","image":"\#(Self.image)"}"#))
    #expect(request.image == .dataURI(mediaType: "image/png", bytes: [0, 0, 0]))
    let read: (TaskObject) throws -> Void = { _ = try ImageUploadRequest($0) }
    #expect(
      try problems(#""taskUUID":"\#(Self.uuid)","image":"file:///etc/passwd""#, read) == ["invalidParameter image"])
    #expect(try problems(#""taskUUID":"\#(Self.uuid)""#, read) == ["missingParameter image"])
  }

  @Test func `media are uploaded and deleted`() throws {
    let start = #""taskUUID":"\#(Self.uuid)","operation":"#
    let upload = try MediaStorageRequest(task(text: "{\(start)\"upload\",\"media\":\"\(Self.image)\"}"))
    #expect(upload.action == .upload(.dataURI(mediaType: "image/png", bytes: [0, 0, 0])))
    let delete = try MediaStorageRequest(task(text: "{\(start)\"delete\",\"media\":\"\(Self.uuid)\"}"))
    #expect(delete.action == UUIDText(Self.uuid).map { .delete($0) })
    let read: (TaskObject) throws -> Void = { _ = try MediaStorageRequest($0) }
    #expect(try problems("\(start)\"delete\",\"media\":\"\(Self.image)\"", read) == ["invalidParameter media"])
    #expect(try problems("\(start)\"rename\",\"media\":\"x\"", read) == ["invalidParameter operation"])
    #expect(try problems("\(start)\"upload\"", read) == ["missingParameter media"])
  }
}
