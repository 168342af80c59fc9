import Foundation
import TaskSchema

/// Finds the bytes of what `inputs.image` refers to; nothing is downloaded.
struct ImageResolver: Hashable, Sendable {
  /// Folder that stands in for the network.
  var assets: String?

  /// Folder of earlier results.
  var results: String

  /// - Throws: an error on `inputs.image` that does not know its task yet.
  func bytes(of image: ImageReference) throws(TaskError) -> [UInt8] {
    switch image {
    case .dataURI(_, let bytes), .base64(let bytes): return bytes
    case .url(let address): return try read(file(for: address))
    case .uuid(let uuid): return try read(file(for: uuid))
    case .path(let path): return try read(file(at: path))
    }
  }

  private func file(for address: String) throws(TaskError) -> String {
    guard let assets else {
      throw failure(
        .downloadFailed,
        "\(address.shortened(to: 200)) is not downloaded; put the picture in a folder and name that with --assets.")
    }
    guard let name = URL(string: address)?.lastPathComponent, Self.isFileName(name) else {
      throw failure(
        .downloadFailed, "\(address.shortened(to: 200)) does not end in a file's name to look up in \(assets).")
    }
    let path = Self.path(name, in: assets)
    if FileKind(at: path) == .nothing {
      throw failure(
        .downloadFailed, "\(address.shortened(to: 200)) is not downloaded, and there is no \(name) in \(assets).")
    }
    return path
  }

  private func file(for uuid: UUIDText) throws(TaskError) -> String {
    for folder in [results, assets].compactMap({ $0 }) {
      for name in FormatName.allCases {
        let path = Self.path("\(uuid.text).\(name.rawValue)", in: folder)
        if FileKind(at: path) != .nothing { return path }
      }
    }
    let folders = [results, assets].compactMap { $0 }.joined(separator: " or ")
    throw failure(.invalidParameter, "there is no picture \(uuid) in \(folders).")
  }

  private func file(at path: String) throws(TaskError) -> String {
    if FileKind(at: path) != .nothing { return path }
    if let assets, !path.hasPrefix("/") {
      let inAssets = Self.path(path, in: assets)
      if FileKind(at: inAssets) != .nothing { return inAssets }
    }
    throw failure(
      .invalidParameter,
      "\"\(path.shortened(to: 200))\" is neither an existing file nor the base64 of a PNG, JPEG or WebP picture.")
  }

  private func read(_ path: String) throws(TaskError) -> [UInt8] {
    do {
      return try InputFile.read(path == "-" ? "./-" : path)
    } catch {
      throw failure(.invalidParameter, error.message)
    }
  }

  private func failure(_ code: TaskError.Code, _ message: String) -> TaskError {
    TaskError(code: code, message: "`inputs.image`: \(message)", parameter: "inputs.image")
  }

  private static func path(_ name: String, in folder: String) -> String {
    URL(filePath: folder, directoryHint: .isDirectory).appending(path: name).path(percentEncoded: false)
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.contains("\0")
  }
}
