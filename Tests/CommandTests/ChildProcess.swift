import Foundation

/// A process that a test starts, writes to, reads from and waits for, each within a time limit.
///
/// It is waited for by its own number and by nothing else. Foundation's `Process` waits on a thread and a socket that
/// all processes share; in a suite that starts hundreds of them from many threads, one was waited for without end.
final class ChildProcess {
  /// Where one of the three standard streams leads.
  enum Stream {
    /// Nothing to read, nowhere to write.
    case nothing
    case pipe
    /// A pipe with nobody at its other end.
    case brokenPipe
  }

  /// The three standard streams.
  struct Streams {
    var input = Stream.nothing
    var output = Stream.nothing
    var errors = Stream.nothing

    static let none = Streams()
    static let all = Streams(input: .pipe, output: .pipe, errors: .pipe)
  }

  /// How a process ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The process was not done in time, and was killed.
  struct TimeLimitExceeded: Error, CustomStringConvertible {
    let command: String
    let seconds: Double

    var description: String { "\(command) was not done within \(seconds) s, and was killed" }
  }

  struct SystemError: Error, CustomStringConvertible {
    let call: String
    let number: Int32

    var description: String { "\(call): \(String(cString: strerror(number)))" }
  }

  let identifier: pid_t
  private let command: String
  private let deadline: ContinuousClock.Instant
  private let seconds: Double
  /// Our ends of the three pipes; -1 is none.
  private var ends: [Int32]
  private var end: End?

  /// Writing to a process that has ended is an error, not the end of this one.
  private static let starting = NSLock()
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Starts a program with its own process group, and with the signals' default actions.
  ///
  /// - Parameters:
  ///   - seconds: how long it may take all in all, before what waits for it kills it and throws.
  init(
    _ program: URL, _ arguments: [String], in folder: URL, _ streams: Streams = .none, within seconds: Double = 120
  ) throws {
    _ = Self.ignoresBrokenPipes
    command = ([program.lastPathComponent] + arguments).joined(separator: " ")
    self.seconds = seconds
    deadline = .now + .seconds(seconds)
    // Another one's process must not get our ends of the pipes: they would not end as long as it runs.
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let streams = try zip(0..., [streams.input, streams.output, streams.errors]).map {
      try StandardStream(number: $0, $1)
    }
    defer { for stream in streams { Foundation.close(stream.theirs) } }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in streams { posix_spawn_file_actions_adddup2(&actions, stream.theirs, stream.number) }
    // What this process has open is nothing to the other, whose limit may be small.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
    for descriptor in open where descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    // The width of help texts follows the terminal's.
    let environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { _, new in new }
    // A shell changes the folder.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\""]
    let paths = [folder, program].map { $0.path(percentEncoded: false) }
    var words = (shell + paths + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var identifier = pid_t()
    let failure = posix_spawn(&identifier, shell[0], &actions, &attributes, &words, &variables)
    ends = streams.map(\.ours)
    self.identifier = identifier
    guard failure == 0 else {
      for stream in 0..<3 { close(stream) }
      throw SystemError(call: "posix_spawn", number: failure)
    }
  }

  deinit {
    for stream in 0..<3 { close(stream) }
    if end == nil { killAndReap() }
  }

  var isRunning: Bool {
    get throws {
      if try reaped() != nil { return false }
      try checkTime()
      return true
    }
  }

  func send(signal number: Int32) {
    if end == nil { kill(identifier, number) }
  }

  /// Writes all of some bytes to its standard input; what it no longer reads is dropped.
  func write(_ bytes: [UInt8]) throws {
    var left = bytes[...]
    while !left.isEmpty {
      if try poll()[0] { try write(from: &left) }
    }
  }

  /// Waits for bytes on standard output (1) or standard error (2), and returns what is there; nothing at the end.
  func read(_ stream: Int) throws -> [UInt8] {
    while try !poll()[stream] {}
    return try readOnce(stream)
  }

  /// Writes the last of its input, reads all of its output, and waits for its end.
  func finish(input: [UInt8] = []) throws -> (end: End, output: [UInt8], errors: [UInt8]) {
    var left = input[...]
    var texts: [[UInt8]] = [[], [], []]
    if left.isEmpty { close(0) }
    while ends.contains(where: { $0 >= 0 }) {
      let isReady = try poll()
      if isReady[0] {
        try write(from: &left)
        if left.isEmpty { close(0) }
      }
      for stream in 1...2 where isReady[stream] {
        let more = try readOnce(stream)
        texts[stream] += more
        if more.isEmpty { close(stream) }
      }
    }
    return (try wait(), texts[1], texts[2])
  }

  /// Waits for the end of the process.
  func wait() throws -> End {
    while true {
      if let end = try reaped() { return end }
      try checkTime()
      usleep(2000)
    }
  }

  /// Which of the three streams can be written to or read from; waits up to a tenth of a second for one.
  private func poll() throws -> [Bool] {
    try checkTime()
    var descriptors = zip(ends, [POLLOUT, POLLIN, POLLIN]).map { pollfd(fd: $0, events: Int16($1), revents: 0) }
    guard Foundation.poll(&descriptors, 3, 100) > 0 else { return [false, false, false] }
    return descriptors.map { $0.revents != 0 }
  }

  /// Writes as much as a pipe takes that has room.
  private func write(from left: inout ArraySlice<UInt8>) throws {
    let count = left.withUnsafeBytes { Foundation.write(ends[0], $0.baseAddress, min($0.count, Int(PIPE_BUF))) }
    if count < 0 {
      guard errno == EPIPE else { throw SystemError(call: "write", number: errno) }
      left = []
    }
    left = left.dropFirst(max(count, 0))
  }

  private func readOnce(_ stream: Int) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Foundation.read(ends[stream], &buffer, buffer.count)
    guard count >= 0 else { throw SystemError(call: "read", number: errno) }
    return Array(buffer.prefix(count))
  }

  private func close(_ stream: Int) {
    if ends[stream] >= 0 { Foundation.close(ends[stream]) }
    ends[stream] = -1
  }

  private func checkTime() throws {
    guard ContinuousClock.now > deadline else { return }
    killAndReap()
    throw TimeLimitExceeded(command: command, seconds: seconds)
  }

  /// Ends the process and those that it started.
  private func killAndReap() {
    kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    end = .signal(SIGKILL)
  }

  /// Its end, if it has come.
  private func reaped() throws -> End? {
    if let end { return end }
    var status: Int32 = 0
    let result = waitpid(identifier, &status, WNOHANG)
    if result == 0 || (result < 0 && errno == EINTR) { return nil }
    guard result == identifier else { throw SystemError(call: "waitpid", number: errno) }
    end = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
    return end
  }
}

/// One of the three streams of a process: its number, the child's end and ours.
private struct StandardStream {
  let number: Int32
  let theirs: Int32
  let ours: Int32

  init(number: Int32, _ stream: ChildProcess.Stream) throws {
    self.number = number
    guard stream != .nothing else {
      theirs = open("/dev/null", O_RDWR | O_CLOEXEC)
      ours = -1
      return
    }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ChildProcess.SystemError(call: "pipe", number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    theirs = number == 0 ? ends[0] : ends[1]
    let other = number == 0 ? ends[1] : ends[0]
    if stream == .brokenPipe { close(other) }
    ours = stream == .brokenPipe ? -1 : other
  }
}
