import Foundation
import Raster
import TaskExecution
import TaskSchema

/// Grows the pictures of a folder, all by the same options; a line is a file's name.
struct FolderAnswerer: LineAnswerer {
  private let folder: URL
  private let options: FolderOptions
  private let pictures: PictureStore
  private let budget: MemoryBudget
  private let engine: Engine

  init(
    _ folder: String, _ options: FolderOptions, outputDir: String, budget: MemoryBudget, engine: Engine
  ) throws(CommandFailure) {
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    self.options = options
    pictures = try PictureStore(path: outputDir)
    self.budget = budget
    self.engine = engine
  }

  func finish() { pictures.removeLeftovers() }

  func answer(_ line: BatchLine) throws(CommandFailure) -> BatchAnswer {
    let source = String(decoding: line.bytes, as: UTF8.self)
    let result = options.resultName(for: source)
    var answer = BatchAnswer(to: line)
    do {
      if pictures.holds(result) {
        answer.found = 1
      } else {
        answer.newPixels = try make(source, as: result, isLast: line.isLast)
        answer.made = 1
      }
      answer.data.append([
        "source": .string(source), "imageURL": .string(pictures.address(of: result)), "seed": .integer(options.seed),
      ])
    } catch {
      // A disk that is full is so for every picture.
      if error.status == .cannotCreate { throw error }
      let code: TaskError.Code = error.status == .engineFailed ? .inferenceError : .invalidParameter
      var json = TaskError(code: code, message: error.message).json
      json.append("source", .string(source))
      answer.add(json, error.status == .noInput ? .badInput : error.status)
    }
    return answer
  }

  /// Makes a picture, and returns how many pixels of it are new.
  private func make(_ source: String, as result: String, isLast: Bool) throws(CommandFailure) -> Int {
    let file = try InputFile.read(folder.appending(component: source).path(percentEncoded: false))
    let need = try need(of: file)
    if let refusal = budget.refusal(of: need) { throw CommandFailure(.badInput, "\(source): \(refusal)") }
    let made = budget.withRoom(for: need, isLast: isLast) { threads in
      Result { () throws(CommandFailure) in
        let expansion = try PictureExpansion(
          name: source, bytes: file, geometry: options.canvas.geometry, format: options.pictureFormat)
        let settings = Engine.Settings(seed: options.seed, isFast: options.mode == .fast, threads: threads)
        let image = try expansion.expanded(with: settings, by: engine)
        try pictures.store(expansion.encoded(image, with: settings), as: result)
        return image.size.area - expansion.source.size.area
      }
    }
    return try made.get()
  }

  private func need(of file: [UInt8]) throws(CommandFailure) -> Int {
    guard let size = PictureHeader.size(of: file) else { return file.count }
    let edges = (try? options.canvas.geometry.edges(for: size)) ?? .init()
    let canvas = edges.canvasSize(for: size)
    return MemoryBudget.need(file: file.count, source: size.area, canvas: canvas.area)
  }
}
