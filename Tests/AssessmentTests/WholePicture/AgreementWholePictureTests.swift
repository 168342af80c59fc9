import Testing

/// Measures that scikit-image has too, on photographs.
@Suite struct AgreementWholePictureTests {
  @Test(arguments: try ExpectedValues.pairs(in: "photos"))
  func `measures are those of scikit-image`(pair: ExpectedValues) throws {
    try expectAgreement(pair)
  }
}
