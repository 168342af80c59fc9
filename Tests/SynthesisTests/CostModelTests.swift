import KernelInterface
import Testing

@testable import Synthesis

@Suite struct CostModelTests {
  private let model = CostModel()

  @Test func `the spatial prior grows with the square of the distance`() {
    let table = model.priorTable(13000, count: 50, length: 60, octaves: 0)
    for distance in 0..<50 {
      let exact = 64 * 13000 * Double(distance * distance) / 3600
      #expect(abs(Double(table[distance]) - exact) <= 1)
    }
    let faded = model.priorTable(13000, count: 50, length: 60, octaves: 2)
    #expect(abs(Double(faded[49]) / Double(table[49]) - 0.16) < 0.001)
  }

  @Test func `a flip costs most where its axis lies on a border`() {
    // Known columns 20..<60; sums count from the known rectangle, the table from 20 before it.
    let table = model.axisTable(origin: 20, count: 120, sourceColumns: 33, length: 40)
    let values = table.values
    #expect(values.max() == 192_000)
    #expect(values[20] == 192_000, "axis on the left border")
    #expect(values[20 + 64] == 192_000, "axis on the right border")
    #expect(values[20 + 32] == 0, "axis in the middle")
    // 0.15 · 40 pixels are 12 sums.
    #expect(values[20 + 12] == 0 && values[20 + 11] > 0)
    #expect(values[20 + 6] == 96_000)
  }

  @Test func `only whole numbers of periods cost nothing`() throws {
    let table = try #require(model.periodTable(11.4, origin: 30, count: 90, octaves: 0)).values
    func cost(_ offset: Int) -> Int32 { table[30 + offset] }
    // Multiples lie at 11.4, 22.8, 34.2: up to half a pixel beside one is rounding.
    #expect([-23, -11, 0, 11, 23, 34].map(cost) == [0, 0, 0, 0, 0, 0])
    #expect(abs(cost(12) - 200 * 192 / 10) <= 1 && abs(cost(10) - 200 * 192 * 9 / 10) <= 1)
    #expect(cost(6) == 200 * 192 && cost(-6) == 200 * 192)
    #expect(model.periodTable(2.9, origin: 0, count: 9, octaves: 0) == nil)
  }

  @Test func `repeated texture costs more than repeated plain areas, but at the start and at the finest levels`() {
    func costs(_ octaves: Double) -> [Double] {
      [false, true].map { model.occurrence(octaves: octaves, isTextured: $0) }
    }
    for octaves in [0, 0.585, 2.7, 3.2, 8] { #expect(costs(octaves)[0] == costs(octaves)[1]) }
    for (cost, expected) in zip(costs(1) + costs(2), [60 * 0.3, 120, 60 * 0.09, 120 * 0.6]) {
      #expect(abs(cost - expected) < 1e-9)
    }
    #expect(model.weights(octaves: 1).occurrence == 120 * 192 / 16)
  }

  @Test func `weights are what the design states`() {
    let weights = model.weights(octaves: 0)
    #expect(weights.biasLimit == 20 * 64)
    #expect(weights.agreement == 24 * 192)
    #expect(weights.contrast == 16)
    #expect(weights.knownWeight == 4)
    #expect(weights.saliency == 5000 * 192 / 255)
    #expect(weights.loneSubject == 15000 * 192 / 255)
    #expect(weights.occurrence == 60 * 192 / 16)
    #expect(weights.period == 200 * 192)
    #expect(weights.flip == 60 * 192)
    #expect(model.weights(octaves: 8).occurrence == 0)
  }
}
