/// A file of the page, as it lies in `Files`; SwiftPM puts its bytes into the program.
struct PageFile: Sendable {
  let path: String
  let mediaType: String
  let bytes: [UInt8]

  static let all: [PageFile] = [
    PageFile(path: "/", mediaType: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    PageFile(path: "/page/page.css", mediaType: "text/css; charset=utf-8", bytes: PackageResources.page_css),
    PageFile(path: "/page/icon.svg", mediaType: "image/svg+xml", bytes: PackageResources.icon_svg),
    script("api", PackageResources.api_js),
    script("app", PackageResources.app_js),
    script("compare", PackageResources.compare_js),
    script("drop", PackageResources.drop_js),
    script("editor", PackageResources.editor_js),
    script("estimate", PackageResources.estimate_js),
    script("fields", PackageResources.fields_js),
    script("geometry", PackageResources.geometry_js),
    script("handles", PackageResources.handles_js),
    script("picture", PackageResources.picture_js),
    script("request", PackageResources.request_js),
    script("results", PackageResources.results_js),
    script("state", PackageResources.state_js),
    script("task", PackageResources.task_js),
    script("working", PackageResources.working_js),
  ]

  private static func script(_ name: String, _ bytes: [UInt8]) -> PageFile {
    PageFile(path: "/page/\(name).js", mediaType: "text/javascript; charset=utf-8", bytes: bytes)
  }
}
