/// Names of pictures that are in work; who wants one of them waits until it is done.
struct Claims: Sendable {
  private let taken: Monitor<Set<String>> = Monitor([])

  /// Runs `body` while nobody else has any of the names.
  func holding<R, E: Error>(_ names: [String], _ body: () throws(E) -> R) throws(E) -> R {
    taken.update(when: { $0.isDisjoint(with: names) }) { $0.formUnion(names) }
    defer { taken.update { $0.subtract(names) } }
    return try body()
  }
}
