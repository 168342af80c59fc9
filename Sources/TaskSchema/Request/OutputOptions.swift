/// How results are encoded and handed over.
public struct OutputOptions: Hashable, Sendable, Codable {
  public var type: OutputType
  public var format: OutputFormat

  /// 20...99, for JPG and WEBP.
  public var quality: Int

  public init(type: OutputType = .url, format: OutputFormat = .jpg, quality: Int = 95) {
    self.type = type
    self.format = format
    self.quality = quality
  }
}

/// The form in which a result holds its picture: `outputType`.
public enum OutputType: String, CaseIterable, Hashable, Sendable, Codable {
  case url = "URL"
  case base64Data
  case dataURI
}

/// The file format of a result: `outputFormat`.
public enum OutputFormat: String, CaseIterable, Hashable, Sendable, Codable {
  case jpg = "JPG"
  case png = "PNG"
  case webp = "WEBP"

  /// Last part of the file name: `jpg`, `png` or `webp`.
  public var fileExtension: String {
    switch self {
    case .jpg: "jpg"
    case .png: "png"
    case .webp: "webp"
    }
  }

  /// What a data URI or a `Content-Type` header says.
  public var mediaType: String {
    switch self {
    case .jpg: "image/jpeg"
    case .png: "image/png"
    case .webp: "image/webp"
    }
  }
}

/// How much work goes into a result: `settings.mode`.
public enum Mode: String, CaseIterable, Hashable, Sendable, Codable {
  case high
  case fast
}

/// When the answer comes: `deliveryMethod`.
public enum DeliveryMethod: String, CaseIterable, Hashable, Sendable, Codable {
  /// With the pictures, when they are ready.
  case sync
  /// At once, without pictures; the client polls for them.
  case async
}
