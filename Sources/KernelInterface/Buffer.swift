/// Memory of a fixed number of values, owned by one object and handed to kernels as a pointer.
///
/// Kernels read rows in blocks of 32 bytes, so 64 bytes beyond the last value are allocated and set too.
/// Access from outside the kernels goes through the checked subscript.
@safe
public final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// First value.
  ///
  /// Valid as long as the object lives; whoever hands it to a kernel keeps the object alive.
  public let base: UnsafeMutablePointer<Element>
  public let count: Int

  public init(count: Int, repeating value: Element) {
    let slack = 64 / max(1, MemoryLayout<Element>.stride) + 1
    self.count = count
    self.base = .allocate(capacity: count + slack)
    base.initialize(repeating: value, count: count + slack)
  }

  /// Values that are undefined until they are written: for memory whose pages should not be touched before.
  public init(uninitializedCount count: Int) {
    self.count = count
    self.base = .allocate(capacity: count + 64 / max(1, MemoryLayout<Element>.stride) + 1)
  }

  deinit {
    // `Element` is trivial: nothing to deinitialize.
    base.deallocate()
  }

  public subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index \(index) is outside of 0..<\(count)")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "index \(index) is outside of 0..<\(count)")
      base[index] = newValue
    }
  }

  /// Sets every value.
  public func fill(_ value: Element) {
    base.update(repeating: value, count: count)
  }

  /// Sets the values of `range`.
  public func fill(_ range: Range<Int>, with value: Element) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) is outside of 0..<\(count)")
    (base + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// Sets every value to that of `other`, which has the same count.
  public func copy(from other: Buffer<Element>) {
    precondition(other.count == count, "buffers of \(other.count) and \(count) values")
    base.update(from: other.base, count: count)
  }

  /// Copies `values` to the positions from `start` on.
  public func replace(from start: Int, with values: ArraySlice<Element>) {
    precondition(start >= 0 && start + values.count <= count, "values end beyond the buffer")
    values.withUnsafeBufferPointer { source in
      guard let address = source.baseAddress else { return }
      (base + start).update(from: address, count: source.count)
    }
  }

  /// Copies the values of `range` of `other` to the positions from `start` on.
  public func copy(to start: Int, from other: Buffer<Element>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= other.count, "\(range) is outside of 0..<\(other.count)")
    precondition(start >= 0 && start + range.count <= count, "values end beyond the buffer")
    (base + start).update(from: other.base + range.lowerBound, count: range.count)
  }

  /// Copies the values of `range` to the first places of `span`.
  public func copy(_ range: Range<Int>, to span: inout MutableSpan<Element>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) is outside of 0..<\(count)")
    precondition(range.count <= span.count, "\(range.count) values end beyond the span")
    span.withUnsafeMutableBufferPointer { target in
      target.baseAddress?.update(from: base + range.lowerBound, count: range.count)
    }
  }

  /// The values of `range`.
  public func values(in range: Range<Int>) -> [Element] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) is outside of 0..<\(count)")
    return Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
