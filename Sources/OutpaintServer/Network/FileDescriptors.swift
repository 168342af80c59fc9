import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many files and connections the process may have open.
enum FileDescriptors {
  /// What is left for files when all connections are taken.
  private static let reserve = 128

  /// Without so many, the server's own event loops cannot start.
  private static let fewest = 64

  /// There are not even enough for the server itself.
  struct TooFew: LocalizedError {
    let limit: Int

    var errorDescription: String? {
      "the limit of open files is \(limit), and the server needs at least \(fewest); raise it with ulimit -n 1024"
    }
  }

  /// Raises the limit as far as the system lets us, and returns the most connections that leave room for files.
  static func connections(atMost wanted: Int) throws(TooFew) -> Int {
    var limit = rlimit()
    // The structure is ours, and lives as long as the calls.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    if limit.rlim_cur < fewest { throw TooFew(limit: Int(limit.rlim_cur)) }
    return max(1, min(wanted, Int(clamping: limit.rlim_cur) - reserve))
  }
}
