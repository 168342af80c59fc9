import Foundation
import TaskExecution
import TaskSchema

/// Finds who answers a request.
struct Router: Application {
  let addresses: OwnAddresses
  let runware: RunwareHTTP
  let bfl: BFLFace
  let images: ImageFiles
  let page: StartPage
  let sessions: RunwareSessions
  let metrics: Metrics
  let gauges: @Sendable () async -> Metrics.Gauges

  /// Where the Runware face is.
  private static let runwarePaths: Set<String> = ["/", "/v1", "/v1/"]

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    var response = await answer(request)
    if let origin = request.headers["Origin"], addresses.allows(origin: origin),
      response.headers["Access-Control-Allow-Origin"] == nil
    {
      response.headers["Access-Control-Allow-Origin"] = origin
      response.headers["Vary"] = "Origin"
    }
    metrics.answered(request.method, status: response.status)
    return response
  }

  func respond(to refusal: HTTPRefusal) -> HTTPResponse {
    metrics.answered("other", status: refusal.status)
    let error = TaskError(code: .invalidRequest, message: refusal.message)
    return HTTPResponse(refusal.status, "application/json", Envelope(errors: [error]).json.encoded())
  }

  func openWebSocket(_ request: HTTPRequest, outbox: WebSocketOutbox) -> WebSocketOpening {
    let origin: String
    switch admitted(request) {
    case .failure(let refusal): return .refused(respond(to: refusal))
    case .success(let own): origin = own
    }
    guard Self.runwarePaths.contains(request.path) else {
      return .refused(respond(to: HTTPRefusal(404, "There is no WebSocket at \(request.path.shortened(to: 100)).")))
    }
    metrics.answered("GET", status: 101)
    return .accepted(socket(outbox, origin: origin))
  }

  /// The Runware face on a WebSocket.
  func socket(_ outlet: any MessageOutlet, origin: String = "http://127.0.0.1") -> RunwareSocket {
    RunwareSocket(
      face: runware.face, keys: runware.keys, sessions: sessions, metrics: metrics,
      context: RequestContext(origin: origin), outbox: outlet)
  }

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let origin: String
    switch admitted(request) {
    case .failure(let refusal): return Self.refused(refusal)
    case .success(let own): origin = own
    }
    let isReading = request.method == "GET" || request.method == "HEAD"
    switch request.path {
    case _ where request.method == "OPTIONS": return Self.preflight
    case _ where Self.runwarePaths.contains(request.path):
      if request.method == "POST" { return await runware.respond(to: request, origin: origin) }
      guard isReading else { return Self.notAllowed("GET, HEAD, POST") }
      return page.respond(to: request) ?? Self.toPage(from: request.path)
    case BFLRequest.path:
      return request.method == "POST" ? await bfl.submit(request, origin: origin) : Self.notAllowed("POST")
    case "/v1/get_result":
      return isReading ? await bfl.result(request, origin: origin) : Self.notAllowed("GET, HEAD")
    case "/healthz":
      return isReading ? await health() : Self.notAllowed("GET, HEAD")
    case "/metrics":
      guard isReading else { return Self.notAllowed("GET, HEAD") }
      return HTTPResponse(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(await gauges()))
    default:
      if isReading, let file = page.respond(to: request) { return file }
      guard let link = ImageLink(path: request.path) else {
        return Self.refused(HTTPRefusal(404, "There is nothing at \(request.path.shortened(to: 100))."))
      }
      return isReading ? images.respond(to: request, link) : Self.notAllowed("GET, HEAD")
    }
  }

  /// What links begin with for the client, unless the request came under a name that is not ours.
  private func admitted(_ request: HTTPRequest) -> Result<String, HTTPRefusal> {
    if request.headers.all("Host").count > 1 {
      return .failure(HTTPRefusal(400, "A request must have one field `Host`, but several were given."))
    }
    guard let own = addresses.origin(forHost: request.headers["Host"]) else {
      let host = request.headers["Host"]?.shortened(to: 100) ?? ""
      return .failure(
        HTTPRefusal(
          421, "\"\(host)\" is not a name of this server; start it with --host-name, or use its address in numbers."))
    }
    // A page of another site may not use a server that takes any key.
    if let origin = request.headers["Origin"], !addresses.allows(origin: origin), ImageLink(path: request.path) == nil {
      return .failure(
        HTTPRefusal(403, "Pages of \(origin.shortened(to: 100)) may not use this server; start it with --host-name."))
    }
    return .success(own)
  }

  private func health() async -> HTTPResponse {
    let gauges = await gauges()
    let body: JSONObject = [
      "status": .string("ok"), "version": .string(Engine.version), "queueDepth": .integer(gauges.queueDepth),
      "running": .integer(gauges.running),
    ]
    return HTTPResponse(200, "application/json", JSONValue.object(body).encoded())
  }

  private static func refused(_ refusal: HTTPRefusal) -> HTTPResponse {
    let error = TaskError(code: .invalidRequest, message: refusal.message)
    return HTTPResponse(refusal.status, "application/json", Envelope(errors: [error]).json.encoded())
  }

  /// Sends a browser that came to the API to the page, wherever a proxy has put both.
  private static func toPage(from path: String) -> HTTPResponse {
    HTTPResponse(303, headers: ["Location": path.hasSuffix("/") ? "../" : "./"])
  }

  private static func notAllowed(_ methods: String) -> HTTPResponse {
    var response = refused(HTTPRefusal(405, "This address takes \(methods) only."))
    response.headers["Allow"] = methods
    return response
  }

  private static let preflight = HTTPResponse(
    204,
    headers: [
      "Access-Control-Allow-Methods": "GET, HEAD, POST", "Access-Control-Max-Age": "600",
      "Access-Control-Allow-Headers": "authorization, content-type, x-key, x-runware-dry-run",
    ])
}
