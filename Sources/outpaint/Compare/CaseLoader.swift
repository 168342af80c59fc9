import Assessment
import ImageCodec
import Raster
import TaskExecution
import TaskSchema

/// Reads what a case names.
struct CaseLoader: Sendable {
  private let limits: CanvasLimits
  private let rules: RequestRules
  private let images: ImageResolver

  /// - Parameter folder: where files lie that cases name by relative paths.
  init(_ options: RequestOptions, folder: String) throws(CommandFailure) {
    if let assets = options.assets, FileKind(at: assets) != .folder {
      throw CommandFailure(.noInput, "There is no folder \(assets) to take assets from.")
    }
    images = ImageResolver(assets: options.assets ?? folder, results: folder)
    limits = CanvasLimits(maximumSide: options.maximumSide)
    rules = RequestRules(acceptsLocalPaths: true, refusesUnknownParameters: options.strict)
  }

  func load(_ input: CaseInput) throws(CaseFailure) -> LoadedCase {
    let request: ImageInferenceRequest
    let source: [UInt8]
    let planned: PlannedPicture
    do {
      request = try ImageInferenceRequest(input.request, rules: rules)
      source = try images.bytes(of: request.image)
      planned = try PlannedPicture(request, bytes: source, limits: limits)
    } catch let rejection as TaskRejection {
      throw CaseFailure(message: "The request is wrong: \(rejection.errors.map(\.message).joined(separator: " "))")
    } catch let error as TaskError {
      throw CaseFailure(message: "The request is wrong: \(error.message)")
    } catch {
      throw CaseFailure(message: "The request is wrong: \(error)")
    }
    let canvas = planned.edges.canvasSize(for: planned.source.size)
    let hosted = try picture(input.hosted, "picture")
    var truth: LoadedPicture?
    if let path = input.truth { truth = try picture(path, "truth", size: canvas) }
    var reference: LoadedPicture?
    if let path = input.reference { reference = try picture(path, "reference", size: canvas) }
    return LoadedCase(
      input: input, request: request, planned: planned, sourceBytes: source, hosted: hosted, truth: truth,
      reference: reference)
  }

  /// - Parameter size: what the picture must have; nil where any is taken.
  private func picture(_ path: String, _ role: String, size: Size? = nil) throws(CaseFailure) -> LoadedPicture {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.read(path)
    } catch {
      throw CaseFailure(message: "The \(role) is missing. \(error.message)")
    }
    do {
      let picture = LoadedPicture(path: path, bytes: bytes, image: try Image(decoding: bytes))
      if let size, picture.image.size != size {
        throw CaseFailure(
          message: "The \(role) \(path) has \(picture.image.size) pixels; the canvas has \(size), and so must it.")
      }
      return picture
    } catch let failure as CaseFailure {
      throw failure
    } catch {
      throw CaseFailure(message: "The \(role) \(path) cannot be read: \(error)")
    }
  }
}

/// A file with a picture.
struct LoadedPicture: Sendable {
  var path: String
  var bytes: [UInt8]
  var image: Image
}

/// A case with all its pictures.
struct LoadedCase: Sendable {
  /// Seed of the reference for requests without one.
  private static let standardSeed = 1

  var input: CaseInput
  var request: ImageInferenceRequest
  var planned: PlannedPicture
  var sourceBytes: [UInt8]
  var hosted: LoadedPicture
  var truth: LoadedPicture?
  var reference: LoadedPicture?

  var canvasSize: Size { planned.edges.canvasSize(for: planned.source.size) }

  /// What the reference follows from, the engine's version included.
  var referenceKey: String {
    var hash = StableHash()
    hash.add(Engine.version)
    hash.add(sourceBytes)
    for number in [planned.plan.crop.x, planned.plan.crop.y, planned.plan.crop.width, planned.plan.crop.height] {
      hash.add(number)
    }
    for number in [planned.edges.left, planned.edges.right, planned.edges.top, planned.edges.bottom] {
      hash.add(number)
    }
    hash.add(request.mode == .fast ? "fast" : "high")
    hash.add(seed)
    hash.add(truth?.bytes ?? [])
    hash.add(reference?.bytes ?? [])
    return hash.uuid.text
  }

  /// Lets go of the pixels; only what was computed before is of use then.
  mutating func release() {
    let nothing = Image(size: Size(width: 0, height: 0))
    hosted.image = nothing
    truth?.image = nothing
    reference?.image = nothing
  }

  private var seed: Int { request.seed ?? Self.standardSeed }

  /// The picture to compare with: the one that was given, or what the engine makes of the request.
  ///
  /// - Parameter threads: to use; nil for one a processor.
  func referencePicture(
    by engine: Engine, threads: Int?, _ report: (Engine.Step) -> Void = { _ in }
  ) throws(CaseFailure) -> Image {
    if let reference { return reference.image }
    do {
      return try planned.filled(
        with: Engine.Settings(seed: seed, isFast: request.mode == .fast, threads: threads), by: engine, report)
    } catch {
      throw CaseFailure(message: "The reference cannot be made: \((error as? TaskError)?.message ?? "\(error)")")
    }
  }

  /// Assesses the hosted picture.
  func assessHosted() -> Assessment {
    Assessment(
      of: hosted.image, source: planned.source, edges: planned.edges, truth: truth?.image,
      formatLoss: FormatLoss.luminancePSNR(of: hosted, source: planned.source))
  }

  /// Assesses a reference, which has no loss to allow for.
  func assess(reference: Image) -> Assessment {
    Assessment(of: reference, source: planned.source, edges: planned.edges, truth: truth?.image)
  }
}
