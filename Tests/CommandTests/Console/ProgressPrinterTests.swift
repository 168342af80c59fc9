import Testing

@testable import outpaint

@Suite struct ProgressPrinterTests {
  private func printed(_ style: ProgressPrinter.Style, _ fractions: [Double]) -> [String] {
    var texts: [String] = []
    let printer = ProgressPrinter(label: "a.png", style: style) { texts.append($0) }
    for fraction in fractions { printer.report(fraction) }
    printer.finish()
    printer.finish()
    return texts
  }

  @Test func `lines come at the beginning of every quarter, each once`() {
    #expect(
      printed(.lines, [0, 0.1, 0.24, 0.26, 0.3, 0.8, 0.7, 1]) == ["a.png: 0 %\n", "a.png: 25 %\n", "a.png: 75 %\n"])
  }

  @Test func `a bar is drawn over itself, and taken away once`() {
    #expect(
      printed(.bar, [0, 0.005, 0.5, 1]) == [
        "\ra.png [..............................]   0 %", "\ra.png [###############...............]  50 %",
        "\ra.png [##############################] 100 %", "\r\u{1B}[K",
      ])
  }

  @Test func `silence is silent`() {
    #expect(printed(.silent, [0, 0.5, 1]).isEmpty)
  }

  @Test func `numbers outside of 0 to 1 do no harm`() {
    #expect(printed(.bar, [-1, .nan]).first == "\ra.png [..............................]   0 %")
    #expect(printed(.bar, [7, .infinity]).first == "\ra.png [##############################] 100 %")
  }
}
