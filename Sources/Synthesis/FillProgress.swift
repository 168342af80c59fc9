internal import Raster

/// A step of a fill that has just ended.
public struct FillProgress: Hashable, Sendable {
  /// Share of the work that is done, 0...1, never falling.
  public let fractionCompleted: Double

  public let step: FillStep

  /// Level that the step worked on; 0 is full size.
  public let level: Int

  /// Patch distances that a search computed; 0 for other steps, those of the start included.
  public let patchDistances: Int
}

/// The steps of a fill, in order.
public enum FillStep: String, CaseIterable, Hashable, Sendable {
  /// Source, texture level and pyramid.
  case pyramid

  case saliency

  /// First estimates, the search at their levels, and the choice between them.
  case start

  /// A level's memory, tables, picture and field, from the coarser level.
  case upsampling

  case search
  case vote

  /// The vote at full size, with detail and membrane, and the result itself.
  case finalVote
}

/// Adds up the steps of a fill to the share of the work that is done.
struct ProgressMeter {
  private let areas: [Double]
  private let total: Double
  private var done = 0.0

  init(_ pyramid: Pyramid, schedule: Schedule) {
    areas = pyramid.geometries.map { Double($0.size.area - $0.known.size.area) }
    var sum = Self.cost(.pyramid) * areas[0] + Self.cost(.saliency) * areas[0] + Self.cost(.finalVote) * areas[0]
    sum += Self.cost(.start) * areas[pyramid.start]
    for level in schedule.levels(above: pyramid.start) {
      let rounds = Double(schedule.rounds(level: level, start: pyramid.start))
      sum += areas[level] * (Self.cost(.upsampling) + rounds * (Self.cost(.search) + Self.cost(.vote)))
      if level > 0 { sum += areas[level] * Self.cost(.vote) }
    }
    total = sum
  }

  /// `step` has ended at `level`.
  mutating func ended(_ step: FillStep, level: Int, patchDistances: Int = 0) -> FillProgress {
    done += Self.cost(step) * areas[level]
    let fraction = step == .finalVote ? 1 : min(1, done / total)
    return FillProgress(fractionCompleted: fraction, step: step, level: level, patchDistances: patchDistances)
  }

  /// About how much time a step takes for a new pixel.
  private static func cost(_ step: FillStep) -> Double {
    switch step {
    case .pyramid, .saliency: 0.2
    case .start: 200
    case .upsampling, .vote: 1
    case .search, .finalVote: 2
    }
  }
}
