import TaskSchema
import Testing

@Suite struct BFLRequestTests {
  private static let image = "data:image/png;base64,AAAA"

  private func request(_ members: String) throws -> BFLRequest {
    guard case .object(let body) = try JSONValue(parsing: Array("{\(members)}".utf8)) else { throw NotAnObject() }
    return try BFLRequest(body)
  }

  private func problems(_ members: String) throws -> [String] {
    do {
      _ = try request(members)
      return []
    } catch let rejection as BFLRejection {
      return rejection.details.map { "\($0.parameter) \($0.type)" }
    }
  }

  @Test func `defaults are those of the service`() throws {
    let request = try request(#""input_image":"\#(Self.image)","width":64,"height":128,"reference_offset_x":null"#)
    #expect(request.frame == CanvasFrame(width: 64, height: 128))
    #expect(request.mode == .high)
    #expect(request.format == .png)
  }

  @Test func `everything may be given`() throws {
    let request = try request(
      #"""
      "input_image":"\#(Self.image)","width":64,"height":128,"reference_offset_x":-3,"reference_offset_y":4,
      "auto_crop":true,"mode":"fast","output_format":"jpeg","safety_tolerance":5,"prompt":"a","disable_pup":true,
      "user":"b"
      """#)
    #expect(request.frame == CanvasFrame(width: 64, height: 128, offsetX: -3, offsetY: 4, autoCrop: true))
    #expect(request.mode == .fast)
    #expect(request.format == .jpg)
  }

  @Test(arguments: [
    ("", ["input_image missing", "width missing", "height missing"]),
    (#""width":63,"height":64.5"#, ["width value_error", "height value_error"]),
    (#""width":2048,"height":2049"#, ["width value_error"]),
    (#""width":64,"height":64,"output_format":"PNG""#, ["output_format value_error"]),
    (#""width":64,"height":64,"seed":1,"webhook_url":"x""#, ["seed extra_forbidden", "webhook_url extra_forbidden"]),
    (#""width":64,"height":64,"safety_tolerance":6"#, ["safety_tolerance value_error"]),
    (#""width":64,"height":64,"reference_offset_x":"1""#, ["reference_offset_x value_error"]),
  ]) func `problems are reported, each by its parameter`(members: String, expected: [String]) throws {
    let image = members.isEmpty ? "" : #""input_image":"\#(Self.image)","#
    #expect(try problems(image + members) == expected)
  }
}
