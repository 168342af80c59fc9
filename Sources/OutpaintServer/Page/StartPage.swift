import TaskExecution

/// What a browser shows at the server's address.
struct StartPage: Sendable {
  func respond(to request: HTTPRequest) -> HTTPResponse {
    var response = HTTPResponse(200, "text/html; charset=utf-8", Self.html)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
  }

  private static let html = """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Outpaint \(Engine.version)</title>
    <h1>Outpaint \(Engine.version)</h1>
    <p>This server answers requests written for the hosted model bfl:flux@outpainting:
    POST to /v1, or a WebSocket on the same path.</p>
    <p><a href="/healthz">/healthz</a> and <a href="/metrics">/metrics</a> say how it is.</p>
    </html>

    """
}
