import Foundation
import Raster
import TestSupport
import Testing

@testable import outpaint

/// Two hundred lines, five of them bad, and a process that is killed again and again.
@Suite(.waitsForProcesses) struct BatchWholePictureTests {
  private static let bad: Set<Int> = [13, 50, 77, 120, 199]

  @Test func `a run that is killed ten times ends as one that never was`() throws {
    let fixture = try BatchFixture()
    let folder = fixture.folder
    try folder.writePicture("a.png", width: 64, height: 60)
    try fixture.write(
      (1...200).map { number in
        Self.bad.contains(number)
          ? "{\"taskType\"" : BatchFixture.request(number, edges: #"{"bottom":4}"#, #","settings":{"mode":"fast"}"#)
      })

    let whole = try run(["--output-dir", "whole"], in: folder)
    #expect(whole.status == 65)

    // Each picture's file stays the same one from when it is first seen.
    var files: [String: Int] = [:]
    var random = SplitMix64(seed: 9)
    for _ in 0..<10 {
      let process = try CommandProcess.started(Self.arguments + ["--output-dir", "out"], in: folder)
      let target = files.count + Int(random.next() % 17) + 1
      try Self.wait { try Self.files(folder.path("out")).count >= target }
      Thread.sleep(forTimeInterval: Double(random.next() % 1000) / 20_000)
      process.send(signal: SIGKILL)
      _ = try process.wait()
      for (name, file) in try Self.files(folder.path("out")) {
        #expect(files[name] == nil || files[name] == file, "\(name) was made twice")
        files[name] = file
      }
    }
    #expect(files.count >= 10 && files.count < 195)
    let last = try run(["--output-dir", "out"], in: folder)
    #expect(last.status == 65)
    #expect(last.errors.contains("\(195 - files.count) pictures made, \(files.count) found done, 5 bad lines"))
    for (name, file) in try Self.files(folder.path("out")) { #expect(files[name] == nil || files[name] == file) }

    let pictures = try fixture.pictures(in: "out")
    #expect(pictures.count == 195)
    #expect(try fixture.pictures(in: "whole") == pictures)
    #expect(try fixture.results().count == 200)
    let errors = try fixture.answers().filter { $0.errors != nil }
    #expect(Set(errors.map(\.line)) == Self.bad)
  }

  /// One at a time, and two.
  @Test(arguments: [120, 130])
  func `pictures side by side stay within their memory`(megabytes: Int) throws {
    let fixture = try BatchFixture()
    try fixture.folder.writePicture("a.png", width: 900, height: 600)
    try fixture.write(
      (1...8).map { BatchFixture.request($0, edges: #"{"left":100}"#, #","settings":{"mode":"fast"}"#) })
    let result = try CommandProcess(
      "batch", "requests.jsonl", "--output-dir", "out", "--jobs", "4", "--memory", "\(megabytes)M", in: fixture.folder)
    #expect(result.status == 0)
    let peak = try #require(result.errors.firstMatch(of: /peak memory of the process: (\d+) MB/))
    #expect(try #require(Int(peak.1)) <= megabytes)
  }

  private static let arguments = ["batch", "requests.jsonl", "--results", "results.jsonl", "--jobs", "2"]

  private func run(_ more: [String], in folder: TemporaryFolder) throws -> CommandProcess {
    try CommandProcess(arguments: Self.arguments + more, in: folder)
  }

  /// Looks every 5 ms; after a minute it never will be.
  private static func wait(until isReached: () throws -> Bool) throws {
    for _ in 0..<12_000 {
      if try isReached() { return }
      Thread.sleep(forTimeInterval: 0.005)
    }
    throw TestFailure()
  }

  /// The number of each picture's file; a folder that is not there yet has none.
  private static func files(_ folder: String) throws -> [String: Int] {
    var files: [String: Int] = [:]
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".png") {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      files[name] = try #require(attributes[.systemFileNumber] as? Int)
    }
    return files
  }
}
