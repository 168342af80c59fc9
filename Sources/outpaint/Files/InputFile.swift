import Foundation

/// Reading whole files.
enum InputFile {
  /// Most bytes of a file: more than the largest picture that is read needs, and an end to a device that has none.
  static let mostBytes = 1 << 30

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    if path == "-" { return try readStandardInput() }
    switch FileKind(at: path) {
    case .nothing: throw CommandFailure(.noInput, "There is no file \(path).")
    case .folder: throw CommandFailure(.noInput, "\(path) is a folder; name a file in it.")
    case .regular, .other: break
    }
    do {
      // Unlike `Data(contentsOf:)`, a handle waits for what comes through a pipe.
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      return try readToEnd(handle, of: path)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.noInput, "\(path) cannot be read: \(error.reason).")
    }
  }

  private static func readStandardInput() throws(CommandFailure) -> [UInt8] {
    if isatty(0) == 1 {
      throw CommandFailure(.usage, "Standard input is a terminal; pipe a file into the command, or name one.")
    }
    do {
      return try readToEnd(.standardInput, of: "Standard input")
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.noInput, "Standard input cannot be read: \(error.reason).")
    }
  }

  private static func readToEnd(_ handle: FileHandle, of name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let data = try handle.read(upToCount: 1 << 24), !data.isEmpty {
      bytes.append(contentsOf: data)
      if bytes.count > mostBytes {
        throw CommandFailure(.badInput, "\(name) has more than \(mostBytes >> 20) MiB, which is the most that is read.")
      }
    }
    return bytes
  }
}

/// What lies at a path, links followed.
enum FileKind: Hashable, Sendable {
  case nothing
  case regular
  case folder
  /// A device or a pipe.
  case other

  init(at path: String) {
    let path = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    self =
      switch type {
      case nil: .nothing
      case .typeRegular: .regular
      case .typeDirectory: .folder
      default: .other
      }
  }
}

extension Error {
  /// The system's own words, such as "Permission denied", where Foundation keeps them.
  var reason: String {
    let error = self as NSError
    if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error { return cause.reason }
    return error.localizedFailureReason ?? error.localizedDescription
  }
}
