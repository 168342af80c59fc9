import Testing

/// Expects two arrays to be equal; a failure names the first place where they are not.
func expectEqual<Element: Equatable>(
  _ actual: [Element], _ expected: [Element], _ what: @autoclosure () -> String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if actual == expected { return }
  guard actual.count == expected.count else {
    Issue.record(
      "\(what()): \(actual.count) values instead of \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let differing = actual.indices.filter { actual[$0] != expected[$0] }
  let first = differing[0]
  Issue.record(
    "\(what()): \(differing.count) of \(actual.count) differ; at \(first) \(actual[first]) instead of \(expected[first])",
    sourceLocation: sourceLocation)
}
