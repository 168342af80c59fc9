import TaskSchema
import Testing

@Suite struct SeedTests {
  @Test func `a given seed is counted up`() throws {
    var generator = CountingGenerator()
    let request = try ImageInferenceRequest(task(("seed", "41"), ("numberResults", "3")))
    #expect(request.seeds(using: &generator) == [41, 42, 43])
  }

  @Test func `without one, each result gets its own from 1 to 2147483647`() throws {
    var generator = CountingGenerator()
    let request = try ImageInferenceRequest(task(("numberResults", "20")))
    let seeds = request.seeds(using: &generator)
    #expect(Set(seeds).count == 20)
    #expect(seeds.allSatisfy { (1...2_147_483_647).contains($0) })
    var again = CountingGenerator()
    #expect(request.seeds(using: &again) == seeds)
  }
}
