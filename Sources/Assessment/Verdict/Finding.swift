/// Something that is wrong with a picture.
package struct Finding: Hashable, Sendable {
  /// What the picture was held against.
  package enum Standard: String, Hashable, Sendable {
    /// A limit, or the size and source that the request asks for.
    case limit
    case reference
    case baseline
  }

  package let standard: Standard

  /// What is out of bounds; nil for the size of the picture.
  package let measure: Measure?

  package let value: Double?

  /// The limit, the reference's value or the recorded one.
  package let bound: Double?

  /// What was found and what would be right.
  package let message: String

  package init(
    _ standard: Standard, _ measure: Measure?, value: Double? = nil, bound: Double? = nil, message: String
  ) {
    self.standard = standard
    self.measure = measure
    self.value = value
    self.bound = bound
    self.message = message
  }
}

extension Measure {
  /// A value with its unit, such as "6.02 levels".
  package func text(_ value: Double) -> String {
    let number = value.rounded(to: decimals)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }

  /// What it means to be out of bounds, for people.
  var defect: String {
    switch self {
    case .geometryOffset, .geometryScale: "the source was moved or scaled"
    case .keptRepainting: "the kept pixels were repainted"
    case .keptTint: "the colours of the kept pixels were changed"
    case .seamGradient, .seamStep, .seamColor: "the seam shows"
    case .seamOffset, .truthOffset: "the new region is displaced"
    case .sharpnessSeam, .sharpnessRegion, .truthSharpness: "the new region is blurred"
    case .mirror: "the new region is the source in a mirror"
    case .strangeColors: "the new region has colours that the source has nowhere"
    case .deadArea, .flatArea: "the new region is empty"
    default: "out of bounds"
    }
  }
}

extension Double {
  /// The number with exactly so many decimals.
  package func rounded(to decimals: Int) -> String {
    guard isFinite, magnitude < 1e12 else { return "\(self)" }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int((magnitude * Double(scale)).rounded())
    let sign = self < 0 && whole > 0 ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let fraction = String(whole % scale)
    return "\(sign)\(whole / scale).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
  }
}
