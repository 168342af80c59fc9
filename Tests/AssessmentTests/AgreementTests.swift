import Testing

/// Measures that scikit-image has too, on small pictures.
@Suite struct AgreementTests {
  @Test(arguments: try ExpectedValues.pairs(in: "synthetic", "textures"))
  func `measures are those of scikit-image`(pair: ExpectedValues) throws {
    try expectAgreement(pair)
  }
}
