import TaskSchema

/// What the process tells its caller; the numbers are those of `sysexits.h`.
///
/// A wrong command line gives 64, which ArgumentParser sees to.
enum ExitStatus: Int32, Hashable, Sendable {
  /// A picture was found to be bad, or worse than it was.
  case worse = 1
  case usage = 64
  /// The input is there, but wrong.
  case badInput = 65
  /// The input is not there.
  case noInput = 66
  case engineFailed = 70
  case cannotCreate = 73
}

extension ExitStatus {
  /// The status of a process that answered with this error.
  init(_ error: TaskError) {
    self = error.code.httpStatus >= 500 ? .engineFailed : .badInput
  }

  /// Of several reasons to fail, a full disk outweighs our own failure, and that the client's.
  func orGraver(_ other: ExitStatus?) -> ExitStatus {
    guard let other else { return self }
    return other.rawValue > rawValue ? other : self
  }
}

/// Why a command ends early.
struct CommandFailure: Error, Hashable, Sendable {
  var status: ExitStatus

  /// What was wrong, what was given and what would be right.
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
