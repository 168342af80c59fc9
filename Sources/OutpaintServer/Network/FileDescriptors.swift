#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many files and connections the process may have open.
enum FileDescriptors {
  /// What is left for files when all connections are taken.
  private static let reserve = 128

  /// Raises the limit as far as the system lets us, and returns the most connections that leave room for files.
  static func connections(atMost wanted: Int) -> Int {
    var limit = rlimit()
    // The structure is ours, and lives as long as the calls.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    return max(1, min(wanted, Int(clamping: limit.rlim_cur) - reserve))
  }
}
