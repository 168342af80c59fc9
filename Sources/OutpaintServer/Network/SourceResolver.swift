import Foundation
import TaskSchema

/// Finds the pictures that tasks name: in the store, in the folder of assets, or where the operator allows it.
struct SourceResolver: Sendable {
  private let pictures: PictureStore
  private let assets: String?
  private let downloads: AllowedAddresses
  private let origins: OwnAddresses
  private let client: WebClient

  init(
    pictures: PictureStore, assets: String?, downloads: AllowedAddresses, origins: OwnAddresses, client: WebClient
  ) {
    self.pictures = pictures
    self.assets = assets
    self.downloads = downloads
    self.origins = origins
    self.client = client
  }

  /// A picture of the store.
  func picture(_ uuid: UUIDText, parameter: String) throws(TaskError) -> [UInt8] {
    if let file = pictures.file(uuid) { return file }
    throw TaskError(
      code: .invalidParameter,
      message: "`\(parameter)`: there is no picture \(uuid); upload it again, or send it with the task.",
      parameter: parameter)
  }

  /// A picture at an address: the server's own links always, the folder of assets next, others where they are allowed.
  func bytes(at address: String, parameter: String) async throws(TaskError) -> [UInt8] {
    if let file = try localFile(for: address, parameter: parameter) { return file }
    do {
      return try await client.get(address)
    } catch {
      throw failure("\(address.shortened(to: 200)) cannot be fetched: \(error).", parameter)
    }
  }

  /// A picture wherever a task may name it.
  func bytes(of image: ImageReference, parameter: String) async throws(TaskError) -> [UInt8] {
    if case .url(let address) = image { return try await bytes(at: address, parameter: parameter) }
    guard let file = try localFile(of: image, parameter: parameter) else {
      preconditionFailure("only addresses lead elsewhere")
    }
    return file
  }

  /// A picture that is at hand; nil for one that another server has.
  ///
  /// - Throws: why there is no such picture.
  func localFile(of image: ImageReference, parameter: String) throws(TaskError) -> [UInt8]? {
    if let embedded = image.embedded { return embedded }
    switch image {
    case .uuid(let uuid): return try picture(uuid, parameter: parameter)
    case .url(let address): return try localFile(for: address, parameter: parameter)
    case .dataURI, .base64, .path: preconditionFailure("embedded pictures are at hand, and there are no paths")
    }
  }

  private func localFile(for address: String, parameter: String) throws(TaskError) -> [UInt8]? {
    guard let url = URL(string: address), let name = url.pathComponents.last else {
      throw failure("\(address.shortened(to: 200)) is no valid address.", parameter)
    }
    if origins.contains(url), let link = ImageLink(path: url.path) {
      return try picture(link.uuid, parameter: parameter)
    }
    if let assets, Self.isFileName(name), let file = AtomicFile.read("\(assets)/\(name)") { return file }
    if downloads.allow(address) { return nil }
    throw failure(
      "\(address.shortened(to: 200)) is not downloaded; send the picture with the task, put it into the server's "
        + "folder of assets, or have the operator allow the address.", parameter)
  }

  private func failure(_ message: String, _ parameter: String) -> TaskError {
    TaskError(code: .downloadFailed, message: "`\(parameter)`: \(message)", parameter: parameter)
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.contains("\0")
  }
}
