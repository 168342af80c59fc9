import Foundation
import NIOCore
import TaskSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why nothing can be served at an address.
enum ListenError: LocalizedError, Hashable, CustomStringConvertible {
  case portInUse(UInt16, host: String)
  case portNotAllowed(UInt16)
  case noSuchAddress(String)
  case notNumeric(String)
  case system(String)

  init(_ error: any Error, host: String, port: UInt16) {
    switch (error, (error as? IOError)?.errnoCode) {
    case (_, EADDRINUSE): self = .portInUse(port, host: host)
    case (_, EACCES): self = .portNotAllowed(port)
    case (_, EADDRNOTAVAIL): self = .noSuchAddress(host)
    case (SocketAddressError.failedToParseIPString, _): self = .notNumeric(host)
    default: self = .system("\(error)")
    }
  }

  var errorDescription: String? { description }

  var description: String {
    switch self {
    case .portInUse(let port, let host):
      "port \(port) of \(host) is in use by another program; choose another with --port, or 0 for any that is free"
    case .portNotAllowed(let port): "port \(port) is not open to this user; choose one of 1024 or more with --port"
    case .noSuchAddress(let host): "\(host) is not an address of this machine; choose one that is with --host"
    case .notNumeric(let host):
      "--host must be an address in numbers, such as 127.0.0.1 or ::1, but \"\(host.shortened(to: 100))\" was given"
    case .system(let reason): reason
    }
  }
}
