import TaskSchema
import Testing

@Suite struct JSONEncodingTests {
  @Test(arguments: [
    "null", "true", "-12", "0.30", "1e400", "[]", "{}", #"[1,[2,{"a":"b"}]]"#, #"{"z":1,"a":2}"#, #""é€😀""#,
    #""\"\\/\n\r\t\u0000\u001f""#,
  ]) func `what was read is written again`(text: String) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)).encoded() == text)
  }

  @Test func `the layout for people has one member a line`() {
    let value = JSONValue.object(["a": .array([.integer(1), .object([:])]), "b": .object(["c": .string("d")])])
    #expect(
      value.encoded(.indented) == """
        {
          "a": [
            1,
            {}
          ],
          "b": {
            "c": "d"
          }
        }
        """)
  }

  @Test(arguments: [
    (JSONValue.null, "null"), (.bool(true), "true"), (.integer(-8), "-8"), (.string("a\nb"), "\"a b\""),
    (.string(String(repeating: "x", count: 70)), "\"" + String(repeating: "x", count: 60) + "…\""),
    (.array([.null]), "an array of 1 element"), (.array([]), "an array of 0 elements"), (.object([:]), "an object"),
  ]) func `messages mention a value briefly`(value: JSONValue, summary: String) {
    #expect(value.summary == summary)
  }
}
