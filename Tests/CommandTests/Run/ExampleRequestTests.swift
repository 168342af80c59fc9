import Foundation
import ImageCodec
import Raster
import TaskExecution
import TestSupport
import Testing

@testable import outpaint

/// The requests in `Examples/`: the hosted model's own sample requests, with photographs of this project.
enum ExampleRequest: String, CaseIterable {
  case theater = "art-nouveau-theater-panorama"
  case woman = "editorial-woman-studio-expansion"
  case station = "panoramic-alpine-observatory-station"
  case alleyway = "cyberpunk-alleyway-banner-expansion"

  var body: [UInt8] {
    get throws {
      let folder = TestImages.folder.deletingLastPathComponent().appending(component: "Examples")
      return [UInt8](try Data(contentsOf: folder.appending(component: "\(rawValue).json")))
    }
  }

  var taskUUID: String {
    switch self {
    case .theater: "afed6468-1eca-46ef-a677-06aae34e47a4"
    case .woman: "7b90e272-e178-4181-a891-74fc573803c1"
    case .station: "910265aa-bfb6-4840-81ea-0e3357382e1b"
    case .alleyway: "2591020a-ed5e-4706-acd2-2b23d0ed9636"
    }
  }

  var edges: EdgeAmounts {
    switch self {
    case .theater: EdgeAmounts(left: 640, right: 640, top: 128, bottom: 128)
    case .woman: EdgeAmounts(right: 640)
    case .station: EdgeAmounts(left: 384, right: 384, top: 160, bottom: 160)
    case .alleyway: EdgeAmounts(right: 512, top: 256)
    }
  }

  /// Answers the request, and returns its one item.
  func answer(assets: String, to folder: TemporaryFolder, engine: Engine) throws -> Answer.Item {
    let options = TaskRunner.Options(assets: assets, outputDir: folder.path("out"))
    let report = try TaskRunner(options, engine: engine).run(body)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(report.text.utf8))
    #expect(report.status == nil)
    #expect(answer.errors == nil)
    #expect(answer.data?.count == 1)
    return try #require(answer.data?.first)
  }
}

@Suite struct ExampleRequestTests {
  @Test(arguments: ExampleRequest.allCases) func `the edges are those of the sample`(example: ExampleRequest) throws {
    let folder = try TemporaryFolder()
    let photos = try TestImages.names(in: "photos").map { String($0.dropFirst("photos/".count)) }
    for photo in photos { try folder.writePicture(photo, height: 64) }
    let item = try example.answer(assets: folder.path, to: folder, engine: .checking(example.edges))
    #expect(item.taskUUID == example.taskUUID)
    #expect(item.cost == nil)
    let bytes = try folder.bytes(of: "out/\(item.imageUUID).jpg")
    #expect(ImageFormat(signature: bytes) == .jpeg)
  }
}

@Suite struct ExampleRequestWholePictureTests {
  @Test(arguments: ExampleRequest.allCases) func `the samples run as they stand`(example: ExampleRequest) throws {
    let folder = try TemporaryFolder()
    let photos = TestImages.folder.appending(component: "photos").path(percentEncoded: false)
    let item = try example.answer(assets: photos, to: folder, engine: .outpainter)
    let canvas =
      switch example {
      case .theater: Size(width: 1792, height: 768)
      case .woman: Size(width: 1152, height: 512)
      case .station: Size(width: 1792, height: 1086)
      case .alleyway: Size(width: 1615, height: 1130)
      }
    #expect(try folder.picture("out/\(item.imageUUID).jpg").size == canvas)
  }
}

extension Engine {
  /// Returns the source when the edges are these.
  fileprivate static func checking(_ expected: EdgeAmounts) -> Engine {
    Engine { image, edges, _, _ in
      if edges != expected { throw TestFailure() }
      return image
    }
  }
}
