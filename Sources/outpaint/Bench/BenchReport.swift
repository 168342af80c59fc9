import Foundation

/// What a benchmark measured, as `--json` writes it and `--compare` reads it.
struct BenchReport: Codable, Hashable, Sendable {
  /// A stage of the work, and the median of its times.
  struct Stage: Codable, Hashable, Sendable {
    var name: String
    var level: Int?
    var seconds: Double
  }

  /// A number of threads, and the median of the times it takes with them.
  struct Scale: Codable, Hashable, Sendable {
    var threads: Int
    var seconds: Double
  }

  /// One workload.
  struct Entry: Codable, Hashable, Sendable {
    var name: String
    var source: [Int]
    var canvas: [Int]
    var newPixels: Int

    /// In the order of the work.
    var stages: [Stage]

    /// Median of the whole runs; not the sum of the stages' medians.
    var seconds: Double
    var newMegapixelsPerSecond: Double

    /// Patch distances that all searches of a run compute together; absent in reports of older versions.
    var patchDistances: Int?

    /// Time of a thread for each of them, in nanoseconds: that of all searches, times threads.
    var nanosecondsPerPatchDistance: Double?

    /// Bytes; absent where the system does not tell.
    var peakMemory: Int?

    /// With ever more threads; empty unless asked for.
    var scaling: [Scale] = []
  }

  var version: String
  var picture: String
  var mode: String
  var format: String
  var threads: Int
  var runs: Int
  var entries: [Entry]

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// Reads a report that `--json` wrote.
  init(reading path: String) throws(CommandFailure) {
    let bytes = try InputFile.read(path)
    do {
      self = try JSONDecoder().decode(BenchReport.self, from: Data(bytes))
    } catch {
      throw CommandFailure(.badInput, "\(path) is no report of `outpaint bench --json`.")
    }
  }

  init(version: String, picture: String, mode: String, format: String, threads: Int, runs: Int) {
    self.version = version
    self.picture = picture
    self.mode = mode
    self.format = format
    self.threads = threads
    self.runs = runs
    entries = []
  }
}

extension Array<Double> {
  /// The middle number, or the mean of the two in the middle; 0 where there is none.
  var median: Double {
    if isEmpty { return 0 }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
