import Foundation

#if canImport(Glibc)
  // The module Glibc leaves malloc.h out. Numbers in and one out are passed alike in Swift and in C.
  @_silgen_name("mallopt")
  private func setAllocatorOption(_ option: CInt, _ value: CInt) -> CInt

  @_silgen_name("malloc_trim")
  private func trimHeap(_ kept: Int) -> CInt

  // Of malloc.h.
  private let trimThreshold: CInt = -1
  private let mmapThreshold: CInt = -3
  private let mostArenas: CInt = -8
#endif

/// What the system says about memory, in bytes.
enum ProcessMemory {
  /// The most that this process held at once so far; nil where `/proc` does not tell.
  static var peak: Int? { value(of: "VmHWM", in: "/proc/self/status") }

  /// What the machine, or the container that this process runs in, has left.
  static var available: Int? {
    let machine = value(of: "MemAvailable", in: "/proc/meminfo")
    guard let limit = number(in: "/sys/fs/cgroup/memory.max") else { return machine }
    let left = max(0, limit - (number(in: "/sys/fs/cgroup/memory.current") ?? 0))
    return machine.map { min($0, left) } ?? left
  }

  /// Lets the peak begin again at what is held now, where the system allows it.
  static func resetPeak() {
    // Not being able to only makes later peaks include earlier ones.
    guard let handle = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? handle.write(contentsOf: Data("5".utf8))
    try? handle.close()
  }

  /// Has buffers of a megabyte and more given back to the system as soon as they are freed.
  ///
  /// The C library of GNU otherwise learns to keep them, for each thread apart: pictures side by side then held up to
  /// twice what they needed.
  static func returnLargeBuffers() {
    #if canImport(Glibc)
      _ = setAllocatorOption(mmapThreshold, 1 << 20)
    #endif
  }

  /// Has all threads share one heap that keeps what is freed, and buffers of 16 MB and more given back to the system as
  /// soon as they are freed; ``returnHeap()`` gives the rest back.
  ///
  /// For a process that makes one usual picture at a time: to get pages and give them back takes more than a tenth of the
  /// time of a picture of one megapixel, and a hundredth where the process ends with it.
  static func shareHeap() {
    #if canImport(Glibc)
      _ = setAllocatorOption(mmapThreshold, 16 << 20)
      _ = setAllocatorOption(trimThreshold, 256 << 20)
      _ = setAllocatorOption(mostArenas, 1)
    #endif
  }

  /// Gives what the heap keeps back to the system.
  static func returnHeap() {
    #if canImport(Glibc)
      _ = trimHeap(0)
    #endif
  }

  /// The number of kilobytes in a line such as "VmHWM:	  1234 kB".
  private static func value(of name: String, in path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
      return line.split(whereSeparator: { " \t:".contains($0) }).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }

  private static func number(in path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}
