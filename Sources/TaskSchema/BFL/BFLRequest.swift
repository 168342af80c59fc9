/// A valid request of the BFL face, `POST /v1/flux-tools/outpainting-v1`.
public struct BFLRequest: Hashable, Sendable {
  /// Where it is sent to.
  public static let path = "/v1/flux-tools/outpainting-v1"

  /// `input_image`.
  public var image: ImageReference
  public var frame: CanvasFrame
  public var mode: Mode
  public var format: OutputFormat

  /// Reads a body, and reports all that is wrong with it.
  ///
  /// - Parameter maximumArea: most pixels of a canvas; nil for no limit.
  public init(_ body: JSONObject, maximumArea: Int? = 2048 * 2048) throws(BFLRejection) {
    var problems: [Fields.Problem] = []
    let fields = Fields(body)
    let image = fields.requiredImage("input_image", &problems)
    let width = Self.readSide("width", fields, &problems)
    let height = Self.readSide("height", fields, &problems)
    let offsetX = fields.integer("reference_offset_x", in: Self.offsets, &problems)
    let offsetY = fields.integer("reference_offset_y", in: Self.offsets, &problems)
    let autoCrop = fields.boolean("auto_crop", &problems) ?? false
    let mode: Mode? = fields.choice("mode", &problems)
    let format: Format? = fields.choice("output_format", &problems)
    _ = fields.integer("safety_tolerance", in: 0...5, &problems)
    _ = fields.string("prompt", "a text", &problems)
    _ = fields.boolean("disable_pup", &problems)
    _ = fields.string("user", "a text", &problems)
    fields.checkNames(known: Self.parameters, refusesOthers: true, &problems)
    if let width, let height, let maximumArea, width * height > maximumArea {
      problems.append(
        Fields.Problem(
          path: "width",
          message: "`width` × `height` must be at most \(maximumArea) pixels, but \(width)×\(height) was given."))
    }
    guard problems.isEmpty, let image, let width, let height else { throw BFLRejection(problems) }
    self.image = image
    self.mode = mode ?? .high
    self.format = (format ?? .png).format
    frame = CanvasFrame(width: width, height: height, offsetX: offsetX, offsetY: offsetY, autoCrop: autoCrop)
  }

  /// `output_format`.
  private enum Format: String, CaseIterable {
    case png
    case jpeg
    case webp

    var format: OutputFormat {
      switch self {
      case .png: .png
      case .jpeg: .jpg
      case .webp: .webp
      }
    }
  }

  /// No picture is larger than this, so no sum of sizes and offsets overflows.
  private static let offsets = -1_000_000...1_000_000

  private static func readSide(_ name: String, _ fields: Fields, _ problems: inout [Fields.Problem]) -> Int? {
    fields.require(name, "an integer of at least \(CanvasLimits.hosted.minimumSide)", &problems)
    return fields.integer(name, in: CanvasLimits.hosted.minimumSide...32767, &problems)
  }

  private static let parameters: Set<String> = [
    "input_image", "width", "height", "reference_offset_x", "reference_offset_y", "auto_crop", "mode", "output_format",
    "safety_tolerance", "prompt", "disable_pup", "user",
  ]
}
