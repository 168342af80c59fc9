import Foundation
import ImageCodec
import TaskSchema

extension RunwareFace {
  /// Answers `imageUpload`.
  func upload(_ task: TaskObject, _ context: RequestContext) async throws -> Envelope {
    let request = try ImageUploadRequest(task)
    let entry = try await keep(request.image, parameter: "image")
    let link = ImageLink.text(origin: context.origin, entry.uuid, entry.format)
    return Envelope(data: [request.item(imageUUID: entry.uuid, url: link)])
  }

  /// Answers `mediaStorage`.
  func storeMedia(_ task: TaskObject, _ context: RequestContext) async throws -> Envelope {
    let request = try MediaStorageRequest(task)
    switch request.action {
    case .upload(let image):
      let entry = try await keep(image, parameter: "media")
      let link = ImageLink.text(origin: context.origin, entry.uuid, entry.format)
      return Envelope(data: [request.item(mediaUUID: entry.uuid, url: link)])
    case .delete(let uuid):
      guard pictures.remove(uuid) else {
        throw TaskError(
          code: .invalidParameter, message: "`media`: there is no picture \(uuid) to delete.", parameter: "media")
      }
      return Envelope(data: [request.item(mediaUUID: uuid, url: nil)])
    }
  }

  private func keep(_ image: ImageReference, parameter: String) async throws -> PictureStore.Entry {
    let given = try await sources.bytes(of: image, parameter: parameter)
    guard let format = OutputFormat(signature: given) else {
      throw TaskError(
        code: .invalidParameter, message: "`\(parameter)` must be a PNG, JPEG or WebP picture.", parameter: parameter)
    }
    let file = try await sideWork.run { [runner] in
      try runner.fitted(given, to: OutputOptions(format: format), of: parameter)
    }
    if pictures.bytes + file.count > storeBytes {
      throw TaskError(
        code: .uploadFailed,
        message:
          "The store holds \(pictures.bytes) bytes of at most \(storeBytes); delete pictures, or have the operator "
          + "allow more.", parameter: parameter)
    }
    let uuid = UUIDText.random()
    do {
      try pictures.store(file, as: uuid, .upload, format, isDurable: true)
    } catch {
      throw TaskError(
        code: .uploadFailed, message: "The picture cannot be stored: \(error.localizedDescription).",
        parameter: parameter)
    }
    guard let entry = pictures.entry(uuid) else {
      throw TaskError(code: .uploadFailed, message: "The picture was removed at once.", parameter: parameter)
    }
    return entry
  }
}

extension OutputFormat {
  /// The format that a file's first bytes tell.
  init?(signature file: [UInt8]) {
    switch ImageFormat(signature: file) {
    case .png: self = .png
    case .jpeg: self = .jpg
    case .webp: self = .webp
    case nil: return nil
    }
  }
}
