import Foundation
import ImageCodec
import NIOConcurrencyHelpers
import TaskSchema

/// The pictures that have an identifier: uploads and results, one file each, under their identifiers.
final class PictureStore: Sendable {
  /// Where a picture comes from.
  enum Kind: String, CaseIterable, Sendable {
    /// Kept until somebody deletes it.
    case upload = "uploads"
    /// Kept as long as its task.
    case result = "results"
  }

  /// One picture.
  struct Entry: Hashable, Sendable {
    var uuid: UUIDText
    var kind: Kind
    var format: OutputFormat
    var bytes: Int

    /// Last part of its link.
    var name: String { "\(uuid.text.lowercased()).\(format.fileExtension)" }
  }

  private struct State {
    var entries: [UUIDText: Entry] = [:]
    var bytes = 0
  }

  private let folder: String
  private let state = NIOLockedValueBox(State())

  /// Finds what is there from before.
  init(folder: String) throws {
    self.folder = folder
    for kind in Kind.allCases {
      let subfolder = "\(folder)/\(kind.rawValue)"
      try FileManager.default.createDirectory(atPath: subfolder, withIntermediateDirectories: true)
      for name in try AtomicFile.names(in: subfolder) {
        let parts = name.split(separator: ".")
        guard parts.count == 2, let uuid = UUIDText(String(parts[0])),
          let format = OutputFormat.allCases.first(where: { $0.fileExtension == parts[1] })
        else { continue }
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(subfolder)/\(name)")
        let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        register(Entry(uuid: uuid, kind: kind, format: format, bytes: size))
      }
    }
  }

  /// Bytes of all pictures.
  var bytes: Int { state.withLockedValue { $0.bytes } }

  /// Number of all pictures.
  var count: Int { state.withLockedValue { $0.entries.count } }

  func entry(_ uuid: UUIDText) -> Entry? { state.withLockedValue { $0.entries[uuid] } }

  /// The file of a picture; nil when there is none.
  func file(_ uuid: UUIDText) -> [UInt8]? { entry(uuid).flatMap { AtomicFile.read(path($0)) } }

  /// Keeps a picture.
  ///
  /// - Parameter isDurable: whether it has to survive a power failure.
  func store(
    _ file: [UInt8], as uuid: UUIDText, _ kind: Kind, _ format: OutputFormat, isDurable: Bool
  ) throws {
    let entry = Entry(uuid: uuid, kind: kind, format: format, bytes: file.count)
    try AtomicFile.write(file, to: path(entry), isDurable: isDurable)
    register(entry)
  }

  /// Removes a picture; false when there is none.
  @discardableResult func remove(_ uuid: UUIDText) -> Bool {
    let removed = state.withLockedValue { state in
      let removed = state.entries.removeValue(forKey: uuid)
      state.bytes -= removed?.bytes ?? 0
      return removed
    }
    if let removed { AtomicFile.remove(path(removed)) }
    return removed != nil
  }

  /// Removes results of unknown tasks that are older than `seconds`.
  ///
  /// A process may have ended after it answered a synchronous task and before it kept the record; links of such an
  /// answer work as long as others.
  func removeResults(except known: Set<UUIDText>, olderThan seconds: Double) {
    let orphans = state.withLockedValue { state in
      state.entries.values.filter { $0.kind == .result && !known.contains($0.uuid) }
    }
    for orphan in orphans {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path(orphan))
      let date = attributes?[.modificationDate] as? Date ?? .distantPast
      if -date.timeIntervalSinceNow > seconds { remove(orphan.uuid) }
    }
  }

  private func register(_ entry: Entry) {
    state.withLockedValue { state in
      let former = state.entries.updateValue(entry, forKey: entry.uuid)
      state.bytes += entry.bytes - (former?.bytes ?? 0)
    }
  }

  private func path(_ entry: Entry) -> String { "\(folder)/\(entry.kind.rawValue)/\(entry.name)" }
}
