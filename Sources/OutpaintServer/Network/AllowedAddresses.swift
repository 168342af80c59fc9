import Foundation

/// Other servers that this one may contact: none, unless the operator names them.
package struct AllowedAddresses: Hashable, Sendable {
  /// Scheme, host and port of each, such as `https://hooks.example.com:443`.
  private var origins: Set<String> = []
  private var allowsAny = false

  package init() {}

  /// - Parameter names: web addresses without a path, or `any`.
  /// - Throws: the name that is neither.
  package init(_ names: [String]) throws(InvalidAddress) {
    for name in names {
      if name == "any" {
        allowsAny = true
      } else if let origin = Self.origin(of: name) {
        origins.insert(origin)
      } else {
        throw InvalidAddress(text: name)
      }
    }
  }

  package func allow(_ address: String) -> Bool {
    guard let origin = Self.origin(of: address) else { return false }
    return allowsAny || origins.contains(origin)
  }

  package struct InvalidAddress: Error, Hashable, Sendable {
    package var text: String
  }

  private static func origin(of address: String) -> String? {
    guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = url.host?.lowercased(), !host.isEmpty
    else { return nil }
    return "\(scheme)://\(host):\(url.port ?? (scheme == "https" ? 443 : 80))"
  }
}
