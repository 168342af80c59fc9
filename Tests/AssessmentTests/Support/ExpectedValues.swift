import Foundation
import ImageCodec
import Raster
import TestSupport
import Testing

@testable import Assessment

/// A pair of pictures and what scikit-image says about it; `Scripts/assessment-reference` writes the table.
struct ExpectedValues: Sendable, CustomTestStringConvertible {
  let picture: String
  let distortion: Distortion

  /// By measure.
  private(set) var values: [String: Double] = [:]

  var testDescription: String { "\(picture), \(distortion.rawValue)" }

  /// All pairs whose picture lies in one of the folders.
  static func pairs(in folders: String...) throws -> [ExpectedValues] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(component: "Expected.tsv")
    var pairs: [ExpectedValues] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 4, let distortion = Distortion(rawValue: fields[1]), let value = Double(fields[3]) else {
        throw TestFailure()
      }
      guard folders.contains(where: { fields[0].hasPrefix($0 + "/") }) else { continue }
      if pairs.last?.picture != fields[0] || pairs.last?.distortion != distortion {
        pairs.append(ExpectedValues(picture: fields[0], distortion: distortion))
      }
      pairs[pairs.count - 1].values[fields[2]] = value
    }
    return pairs
  }

  /// The table lacks something, or cannot be read.
  struct TestFailure: Error {}
}
