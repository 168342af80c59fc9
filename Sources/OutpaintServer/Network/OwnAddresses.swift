import Foundation

/// The names under which clients may know this server.
///
/// A page of another site can have its name resolve to this machine; its requests then carry that name in `Host`. So
/// names that are not ours are refused. Addresses of numbers cannot be borrowed that way, and are all taken.
struct OwnAddresses: Hashable, Sendable {
  private let port: UInt16
  private var names: Set<String> = ["localhost"]
  private var publicAddress: String?

  /// - Parameters:
  ///   - port: the port that the server listens on.
  ///   - names: further names of this machine.
  ///   - publicAddress: what links begin with, where a proxy stands before the server; no slash at its end.
  init(port: UInt16, names: [String] = [], publicAddress: String? = nil) {
    self.port = port
    self.names.formUnion(names.map { $0.lowercased() })
    self.publicAddress = publicAddress
    if let host = publicAddress.flatMap({ URL(string: $0)?.host }) { self.names.insert(host.lowercased()) }
  }

  /// What links begin with for a client that sent this `Host`; nil when that name is not ours.
  func origin(forHost host: String?) -> String? {
    guard let host else { return publicAddress ?? "http://127.0.0.1:\(port)" }
    guard let url = URL(string: "http://\(host)/"), let name = url.host, url.path == "/", url.user == nil,
      url.query == nil, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), isOurs(name)
    else { return nil }
    return publicAddress ?? "http://\(host)"
  }

  /// Whether a link leads to this server.
  func contains(_ url: URL) -> Bool {
    if let publicAddress, url.absoluteString.hasPrefix(publicAddress + "/") { return true }
    return url.scheme?.lowercased() == "http" && url.port ?? 80 == Int(port) && url.host.map(isOurs) == true
  }

  /// Whether a page from this origin may call the server from a browser.
  func allows(origin: String) -> Bool {
    URL(string: origin)?.host.map(isOurs) == true
  }

  private func isOurs(_ name: String) -> Bool {
    let name = name.lowercased()
    return names.contains(name) || Self.isNumeric(name)
  }

  /// Whether a host is an address of IPv4 or IPv6.
  private static func isNumeric(_ host: String) -> Bool {
    if host.contains(":") { return host.allSatisfy { $0.isHexDigit || ":.[]%".contains($0) } }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
