internal import KernelInterface
internal import Raster

/// Finds what alone is in focus: an animal before blurred leaves, a face before a dark room, a drop above water.
///
/// Saliency misses these, because what is blurred around them has barriers as high as their own; but it has no texture
/// (after the focusness of Jiang et al. 2013, "Salient Region Detection by UFO").
struct FocusedSubjects {
  /// Smallest level size at which the texture level tells focus.
  static let pictureSize = 250

  /// What is in focus has this share of the texture level that one place in twenty exceeds.
  private static let leastSharpness = 0.35

  /// Where more of the picture is in focus, that tells no subject.
  private static let largestSharpShare = 0.5

  /// Smallest share of the picture, and largest of its width; a street or a rock along the lower edge takes more.
  private static let smallestShare = 0.02
  private static let largestWidth = 0.7

  /// Least share of the rectangle around it that a subject takes: twigs and outlines take less.
  private static let leastFilling = 0.4

  private let components: Components
  private let isSubject: [Bool]

  /// - Parameter textureLevels: one for each place of a map of `size`.
  init(textureLevels: [UInt8], size: Size) {
    let sharpest = Double(textureLevels.sorted()[textureLevels.count * 95 / 100])
    var isSharp = textureLevels.map { Double($0) > Self.leastSharpness * sharpest }
    if Double(isSharp.count { $0 }) > Self.largestSharpShare * Double(size.area) {
      isSharp = [Bool](repeating: false, count: size.area)
    }
    // A cheek or a sleeve within a subject may be smooth.
    let components = Components(of: size.outside(isSharp.map { !$0 }).map { !$0 }, size: size)
    self.components = components
    isSubject = components.areas.indices.map { Self.isSubject(components, $0) }
  }

  /// Whether a component has the size and shape of a subject, and none of the edges cuts it but the lower one: what goes
  /// on at another edge may be anything.
  private static func isSubject(_ components: Components, _ label: Int) -> Bool {
    let (size, bounds) = (components.size, components.bounds[label])
    let area = Double(components.areas[label])
    return area >= smallestShare * Double(size.area) && area >= leastFilling * Double(bounds.size.area)
      && Double(bounds.width) <= largestWidth * Double(size.width)
      && [.left, .top, .right].allSatisfy { !components.isCut(label, by: $0) }
  }

  /// 1 at the places of subjects, 0 elsewhere.
  ///
  /// - Parameter side: leaves out what this side cuts.
  func strengths(uncutBy side: Side? = nil) -> [Float] {
    let isMeant = isSubject.indices.map { label in
      isSubject[label] && side.map { !components.isCut(label, by: $0) } ?? true
    }
    return components.labels.map { $0 >= 0 && isMeant[$0] ? 1 : 0 }
  }
}
