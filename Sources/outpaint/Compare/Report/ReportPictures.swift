import Assessment
import Foundation
import ImageCodec
import Raster
import TaskExecution

/// The pictures of a case, ready to be put into a page.
struct ReportPictures {
  /// A picture of the whole canvas.
  struct Layer {
    var id: String
    var title: String
    var address: String
  }

  /// One border, enlarged, in each of the pictures.
  struct Seam {
    var side: Side

    /// Where the border runs, as a share of the window's width or height.
    var border: Double
    var isVertical: Bool
    var pictures: [Layer]
    var width: Int
    var height: Int
  }

  private(set) var layers: [Layer] = []
  private(set) var seams: [Seam] = []

  /// - Throws: when a picture cannot be encoded.
  init(_ loaded: LoadedCase, canvas: Image, reference: Image?) throws {
    var images = [(id: "hosted", title: "Hosted", image: canvas)]
    if let reference { images.append(("reference", "Reference", reference.flattened())) }
    if let truth = loaded.truth { images.append(("truth", "Truth", truth.image.flattened())) }

    layers.append(Layer(id: "before", title: "Before", address: try Self.jpeg(Self.before(loaded))))
    for (id, title, image) in images {
      // The hosted file goes in as it came, unless its source had to be moved.
      let isUntouched = id == "hosted" && loaded.hosted.image == image
      layers.append(
        Layer(
          id: id, title: title,
          address: isUntouched ? Self.address(loaded.hosted.bytes) : try Self.jpeg(image)))
    }
    for (id, title, image) in images.dropFirst() {
      layers.append(
        Layer(
          id: "difference-\(id)", title: "Difference from the \(title.lowercased())",
          address: try Self.jpeg(.differenceMap(canvas, image))))
    }
    for window in SeamWindow.all(for: loaded.planned.source.size, edges: loaded.planned.edges) {
      let length = window.isVertical ? window.rect.width : window.rect.height
      seams.append(
        Seam(
          side: window.side, border: Double(window.border) / Double(length), isVertical: window.isVertical,
          pictures: try images.map {
            Layer(
              id: $0.id, title: $0.title,
              address: Self.address(try $0.image.cropped(to: window.rect).encoded(as: .png())))
          }, width: window.rect.width, height: window.rect.height))
    }
  }

  /// The source on the canvas that is to be filled.
  private static func before(_ loaded: LoadedCase) -> Image {
    let edges = loaded.planned.edges
    var image = Image(size: loaded.canvasSize, fill: Pixel(red: 224, green: 224, blue: 224))
    image.paste(loaded.planned.source.flattened(), x: edges.left, y: edges.top)
    return image
  }

  private static func jpeg(_ image: Image) throws -> String { address(try image.encoded(as: .jpeg(quality: 90))) }

  private static func address(_ file: [UInt8]) -> String {
    let type =
      switch ImageFormat(signature: file) {
      case .png: "png"
      case .webp: "webp"
      case .jpeg, nil: "jpeg"
      }
    return "data:image/\(type);base64,\(Data(file).base64EncodedString())"
  }
}
