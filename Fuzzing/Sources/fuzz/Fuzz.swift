import CLibFuzzer
import Foundation

/// Hands libFuzzer's inputs to one of the doors through which bytes from elsewhere come in.
///
///     fuzz pictures -max_total_time=60 corpus
///
/// The first argument names the door, the rest is libFuzzer's.
@main struct Fuzz {
  private static let door = CommandLine.arguments.dropFirst().first.flatMap(Door.init(rawValue:))

  static func main() {
    if door == nil {
      let names = Door.allCases.map(\.rawValue).joined(separator: ", ")
      print("The first argument must be one of \(names); those after it are libFuzzer's.")
      exit(64)
    }
    // libFuzzer starts itself anew with its arguments only for -jobs and -fork, which are not used here.
    var arguments = CommandLine.unsafeArgv
    arguments[1] = arguments[0]
    arguments += 1
    var count = CommandLine.argc - 1
    var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
    exit(
      LLVMFuzzerRunDriver(&count, &pointer) { bytes, count in
        Fuzz.door?.take([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}

/// A way in for bytes that nobody vouches for.
enum Door: String, CaseIterable {
  case pictures, metadata, requests, fill

  /// Lets an input in; what comes of it may be an error, but never a broken promise.
  func take(_ input: [UInt8]) {
    switch self {
    case .pictures: PictureDoor.take(input)
    case .metadata: MetadataDoor.take(input)
    case .requests: RequestDoor.take(input)
    case .fill: FillDoor.take(input)
    }
  }
}

/// Ends the process where a promise is broken; libFuzzer then keeps the input.
func demand(_ isKept: Bool, _ promise: @autoclosure () -> String) {
  if !isKept { fatalError("Broken promise: \(promise())") }
}
