import KernelInterface
import Raster
import SynthesisReference

@testable import Synthesis

extension ReferenceLevel {
  /// Everything that a level holds, copied into plain arrays.
  init(_ level: Level) {
    let geometry = level.geometry
    let view = level.view
    var terms = ReferenceTerms()
    terms.biasLimit = Int(level.weights.biasLimit)
    terms.contrast = Int(level.weights.contrast)
    terms.knownWeight = Int(level.weights.knownWeight)
    terms.agreement = Int(level.weights.agreement)
    terms.saliency = Int(level.weights.saliency)
    terms.occurrence = Int(level.weights.occurrence)
    terms.saliencySize = Size(width: view.saliencyWidth, height: view.saliencyArea / view.saliencyWidth)
    terms.saliencyMaps = (0..<4).map { side in
      (0..<view.saliencyArea).map { Int(view.saliency[side * view.saliencyArea + $0]) }
    }
    terms.loneSubject = Int(level.weights.loneSubject)
    terms.loneSubjectMaps = (0..<4).map { map in
      (0..<view.saliencyArea).map { Int(view.loneSubjects[map * view.saliencyArea + $0]) }
    }
    terms.loneSubjectStart = Int(view.loneSubjectStart)
    terms.loneSubjectRise = Int(view.loneSubjectRise)
    terms.overuse = level.occurrence.values.map { Int($0) }
    terms.rowPrior = (0..<geometry.sourceRows).map { Int(view.rowPrior[$0]) }
    terms.columnPrior = (0..<geometry.sourceColumns).map { Int(view.columnPrior[$0]) }
    terms.axisCost = (0..<geometry.targetColumns + geometry.sourceColumns).map { Int(view.axisCost[$0]) }
    terms.axisOrigin = view.axisOrigin
    terms.period = Int(level.weights.period)
    terms.flip = Int(level.weights.flip)
    terms.columnPeriodCost = view.columnPeriodCost.map { costs in
      (0..<geometry.targetColumns + geometry.sourceColumns).map { Int(costs[$0 - geometry.offsetOrigin.x]) }
    }
    terms.rowPeriodCost = view.rowPeriodCost.map { costs in
      (0..<geometry.targetRows + geometry.sourceRows).map { Int(costs[$0 - geometry.offsetOrigin.y]) }
    }
    self.init(
      known: geometry.known,
      source: ReferencePicture(size: geometry.known.size, samples: level.source.values),
      estimate: ReferencePicture(size: geometry.size, samples: level.estimate.values),
      field: level.field.values.map { ReferenceMatch($0) },
      cost: level.cost.values.map { Int($0) }, terms: terms)
    withExtendedLifetime(level) {}
  }
}

extension ReferenceMatch {
  init(_ match: Match) {
    self.init(x: match.x, y: match.y, isFlipped: match.isFlipped)
  }
}
