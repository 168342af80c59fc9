import Testing

@testable import outpaint

@Suite struct StableHashTests {
  private func hash(_ parts: String...) -> StableHash {
    var hash = StableHash()
    for part in parts { hash.add(part) }
    return hash
  }

  @Test func `parts do not run into each other`() {
    let all = [hash(), hash(""), hash("ab"), hash("a", "b"), hash("b", "a"), hash("ab", "")]
    #expect(Set(all.map(\.uuid)).count == all.count)
  }

  @Test func `the same parts give the same for ever`() {
    let hash = hash("outpaint", "7")
    #expect("\(hash.uuid)" == "2d4d22c9-a2dc-49ca-a515-4bc4e16090cb")
    #expect(hash.digits == "2d4d22c9")
    #expect(hash.seed == 750_021_120)
  }

  @Test func `identifiers look like those of version 4`() {
    for number in 0..<100 {
      let text = "\(hash("\(number)").uuid)"
      #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }
  }

  @Test func `a hundred thousand numbers have identifiers and seeds that are spread`() {
    var uuids: Set<String> = []
    var seeds = 0.0
    for number in 0..<100_000 {
      let hash = hash("\(number)")
      uuids.insert("\(hash.uuid)")
      seeds += Double(hash.seed) / 2_147_483_628
      #expect((1...2_147_483_628).contains(hash.seed))
    }
    #expect(uuids.count == 100_000)
    #expect((seeds / 100_000 - 0.5).magnitude < 0.005)
  }
}
