import TaskSchema

/// The BFL face: submit a picture, poll for the result.
struct BFLFace: Sendable {
  let face: RunwareFace
  let keys: KeyCheck
  let maximumArea: Int?

  /// Answers `POST /v1/flux-tools/outpainting-v1`.
  func submit(_ request: HTTPRequest, origin: String) async -> HTTPResponse {
    if let refusal = refusal(request) { return refusal }
    do {
      guard case .object(let fields) = try JSONValue(parsing: request.body) else {
        return Self.detail(400, "The request must be a JSON object.")
      }
      let wanted = try BFLRequest(fields, maximumArea: maximumArea)
      let record = JobRecord(wanted, origin: origin)
      let size = try await check(record, wanted)
      _ = try await face.queue.submit(record, source: wanted.image.embedded)
      let answer: JSONObject = [
        "id": .string(record.taskUUID.text),
        "polling_url": .string("\(origin)/v1/get_result?id=\(record.taskUUID.text)"),
        "cost": .null,
        "input_mp": size.map { .megapixels($0.width * $0.height) } ?? .null,
        "output_mp": .megapixels(wanted.frame.width * wanted.frame.height),
      ]
      return Self.response(200, .object(answer))
    } catch let error as JSONSyntaxError {
      return Self.detail(400, "The request is not valid JSON; \(error).")
    } catch let rejection as BFLRejection {
      return Self.response(422, rejection.json)
    } catch let error as TaskError {
      if error.code.httpStatus == 400 {
        let rejection = BFLRejection(parameter: error.parameter ?? "input_image", message: error.message)
        return Self.response(422, rejection.json)
      }
      // The hosted service says 429 where ours is too busy.
      return Self.detail(error.code == .noAvailableServer ? 429 : error.code.httpStatus, error.message)
    } catch {
      return Self.detail(500, "The server failed: \(error).")
    }
  }

  /// Answers `GET /v1/get_result`.
  ///
  /// No key is needed: the identifier is as hard to guess as one, and clients use `polling_url` as it comes.
  func result(_ request: HTTPRequest, origin: String) async -> HTTPResponse {
    guard let text = request.query.first(where: { $0.name == "id" })?.value else {
      return Self.response(
        422,
        .object([
          "detail": .array([
            .object([
              "loc": .array([.string("query"), .string("id")]), "msg": .string("`id` is missing; it must be a task's."),
              "type": .string("missing"),
            ])
          ])
        ]))
    }
    guard let uuid = UUIDText(text), let status = await face.queue.status(of: uuid), status.record.face == .bfl else {
      return Self.response(404, Self.state(text.shortened(to: 100), "Task not found"))
    }
    let record = status.record
    switch record.outcome {
    case nil:
      return Self.response(200, Self.state(uuid.text, "Pending", progress: status.progress))
    case .failure(let error):
      return Self.response(200, Self.state(uuid.text, "Error", details: error.message))
    case .success:
      guard let result = record.results.first, face.pictures.entry(result.imageUUID) != nil else {
        return Self.response(404, Self.state(uuid.text, "Task not found"))
      }
      let link = ImageLink.text(origin: origin, result.imageUUID, record.output.format)
      return Self.response(200, Self.state(uuid.text, "Ready", sample: link, seed: result.seed))
    }
  }

  private func refusal(_ request: HTTPRequest) -> HTTPResponse? {
    let bearer = request.headers["Authorization"].map { $0.split(separator: " ").last.map(String.init) ?? "" }
    guard let error = keys.error(request.headers["x-key"] ?? bearer) else { return nil }
    return Self.detail(
      403, error.code == .missingApiKey ? "A key is missing; send it in the header `x-key`." : error.message)
  }

  /// Tells what is wrong with a source before the task is accepted, and returns its size, unless it would have to be
  /// fetched.
  private func check(_ record: JobRecord, _ wanted: BFLRequest) async throws -> (width: Int, height: Int)? {
    guard let source = try face.sources.localFile(of: wanted.image, parameter: "input_image") else { return nil }
    let runner = face.runner
    return try await face.sideWork.run { try runner.sourceSize(record, source: source) }
  }

  private static func state(
    _ id: String, _ status: String, sample: String? = nil, seed: Int? = nil, progress: Int? = nil,
    details: String? = nil
  ) -> JSONValue {
    var result: JSONObject?
    if let sample { result = ["sample": .string(sample)] }
    if let seed { result?.append("seed", .integer(seed)) }
    return .object([
      "id": .string(id), "status": .string(status), "result": result.map { .object($0) } ?? .null,
      "progress": progress.map { .hundredths($0) } ?? .null,
      "details": details.map { .object(["error": .string($0)]) } ?? .null, "preview": .null,
    ])
  }

  private static func response(_ status: Int, _ body: JSONValue) -> HTTPResponse {
    HTTPResponse(status, "application/json", body.encoded())
  }

  private static func detail(_ status: Int, _ text: String) -> HTTPResponse {
    response(status, .object(["detail": .string(text)]))
  }
}
