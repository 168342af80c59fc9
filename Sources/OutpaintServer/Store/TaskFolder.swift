import Foundation
import TaskSchema

/// Accepted tasks as files, so that no end of the process loses one.
///
/// Two files a task, each written whole or not at all: `<taskUUID>.json` is its record, `<taskUUID>.source` the picture
/// that came with it, until it is done.
struct TaskFolder: Sendable {
  private let folder: String

  /// Writes one file after the other, so that what is written later of a task is what remains.
  private let writer = DispatchQueue(label: "tasks")

  init(folder: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Keeps a record; returns when it would survive a power failure.
  func save(_ record: JobRecord) throws {
    try writer.sync { try write(record, isDurable: true) }
  }

  /// Keeps the record of a done task, and returns at once.
  ///
  /// - Parameter onFailure: told why that did not work.
  func saveLater(_ record: JobRecord, onFailure: @escaping @Sendable (any Error) -> Void) {
    writer.async {
      do {
        try write(record, isDurable: false)
        removeSource(of: record.taskUUID)
      } catch {
        onFailure(error)
      }
    }
  }

  /// Returns when all is written.
  func finishWriting() { writer.sync {} }

  func saveSource(_ bytes: [UInt8], of uuid: UUIDText, isDurable: Bool) throws {
    try writer.sync { try AtomicFile.write(bytes, to: path(uuid, "source"), isDurable: isDurable) }
  }

  func source(of uuid: UUIDText) -> [UInt8]? { AtomicFile.read(path(uuid, "source")) }

  func removeSource(of uuid: UUIDText) { AtomicFile.remove(path(uuid, "source")) }

  func remove(_ uuid: UUIDText) {
    writer.sync {
      AtomicFile.remove(path(uuid, "json"))
      removeSource(of: uuid)
    }
  }

  /// All tasks from before, in the order in which they were accepted; sources of none are removed.
  func load() throws -> [JobRecord] {
    let names = try AtomicFile.names(in: folder)
    var records: [JobRecord] = []
    for name in names where name.hasSuffix(".json") {
      // What another version or somebody else wrote is left alone.
      guard let bytes = AtomicFile.read("\(folder)/\(name)"),
        let record = try? JSONDecoder().decode(JobRecord.self, from: Data(bytes))
      else { continue }
      records.append(record)
    }
    let known = Set(records.map { "\($0.taskUUID.text.lowercased()).source" })
    for name in names where name.hasSuffix(".source") && !known.contains(name) {
      AtomicFile.remove("\(folder)/\(name)")
    }
    return records.sorted { ($0.acceptedAt, $0.number) < ($1.acceptedAt, $1.number) }
  }

  private func write(_ record: JobRecord, isDurable: Bool) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write([UInt8](try encoder.encode(record)), to: path(record.taskUUID, "json"), isDurable: isDurable)
  }

  private func path(_ uuid: UUIDText, _ type: String) -> String { "\(folder)/\(uuid.text.lowercased()).\(type)" }
}
