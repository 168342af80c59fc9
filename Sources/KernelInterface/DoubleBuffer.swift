/// Two buffers that change places: a pass reads one and writes the other.
public final class DoubleBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  public private(set) var current: Buffer<Element>
  public private(set) var next: Buffer<Element>

  /// - Parameter hasNext: whether there will be passes; without any, the second buffer is empty.
  public init(uninitializedCount count: Int, hasNext: Bool = true) {
    current = Buffer(uninitializedCount: count)
    next = Buffer(uninitializedCount: hasNext ? count : 0)
  }

  /// Makes what was written last the current one.
  ///
  /// Called between passes only, never while one runs.
  public func swap() { (current, next) = (next, current) }

  /// Gives back the memory of the second buffer.
  public func dropNext() { next = Buffer(uninitializedCount: 0) }
}
