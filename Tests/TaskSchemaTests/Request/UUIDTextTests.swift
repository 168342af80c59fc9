import TaskSchema
import Testing

@Suite struct UUIDTextTests {
  @Test(arguments: [
    "afed6468-1eca-46ef-a677-06aae34e47a4", "AFED6468-1ECA-46EF-A677-06AAE34E47A4",
    "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "00000000-0000-0000-0000-000000000000",
  ]) func `any version is accepted and kept letter by letter`(text: String) {
    #expect(UUIDText(text)?.text == text)
  }

  @Test(arguments: [
    "", "x", "afed64681eca46efa67706aae34e47a4", "afed6468-1eca-46ef-a677-06aae34e47ag",
    "{afed6468-1eca-46ef-a677-06aae34e47a4}", "afed6468-1eca-46ef-a677-06aae34e47a4 ",
    "afed64681-eca-46ef-a677-06aae34e47a4",
  ]) func `other texts are refused`(text: String) {
    #expect(UUIDText(text) == nil)
  }

  @Test func `case does not tell identifiers apart`() {
    let lower = UUIDText("afed6468-1eca-46ef-a677-06aae34e47a4")
    let upper = UUIDText("AFED6468-1ECA-46EF-A677-06AAE34E47A4")
    #expect(lower == upper)
    #expect(lower.hashValue == upper.hashValue)
  }

  @Test func `drawn identifiers are of version 4`() {
    var generator = CountingGenerator()
    var seen: Set<UUIDText> = []
    for _ in 0..<100 {
      let uuid = UUIDText(using: &generator)
      #expect(UUIDText(uuid.text) == uuid)
      #expect(Array(uuid.text)[14] == "4")
      #expect("89ab".contains(Array(uuid.text)[19]))
      seen.insert(uuid)
    }
    #expect(seen.count == 100)
  }
}
