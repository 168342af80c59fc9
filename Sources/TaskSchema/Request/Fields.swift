/// Reads the members of an object one by one and notes what is wrong with them.
///
/// Every reader returns nil for a member that is absent, null or wrong; only the last adds to `problems`.
struct Fields {
  /// What is wrong with one member.
  struct Problem {
    var code = TaskError.Code.invalidParameter
    var path: String
    var message: String
    var allowedValues: [String] = []
  }

  let object: JSONObject

  /// Path of the object within its task, such as `outpaint`; empty for the task itself.
  let path: String

  init(_ object: JSONObject, path: String = "") {
    self.object = object
    self.path = path
  }

  func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  func value(_ name: String) -> JSONValue? {
    let value = object[name]
    return value == .null ? nil : value
  }

  func boolean(_ name: String, _ problems: inout [Problem]) -> Bool? {
    guard let value = value(name) else { return nil }
    if case .bool(let result) = value { return result }
    note(name, "must be true or false", value, &problems)
    return nil
  }

  func integer(_ name: String, in range: ClosedRange<Int>, _ problems: inout [Problem]) -> Int? {
    guard let value = value(name) else { return nil }
    if case .number(let number) = value, let result = number.integer, range.contains(result) { return result }
    let bounds =
      range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    note(name, "must be an integer \(bounds)", value, &problems)
    return nil
  }

  func string(_ name: String, _ what: String, _ problems: inout [Problem]) -> String? {
    guard let value = value(name) else { return nil }
    if case .string(let result) = value { return result }
    note(name, "must be \(what)", value, &problems)
    return nil
  }

  func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ problems: inout [Problem]
  ) -> Choice? {
    guard let value = value(name) else { return nil }
    if case .string(let text) = value, let result = Choice(rawValue: text) { return result }
    let allowed = Choice.allCases.map(\.rawValue)
    let list = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
    problems.append(
      Problem(
        path: path(of: name),
        message: "`\(path(of: name))` must be one of \(list), but \(value.summary) was given.", allowedValues: allowed))
    return nil
  }

  func webAddress(_ name: String, _ problems: inout [Problem]) -> String? {
    guard let value = value(name) else { return nil }
    if case .string(let text) = value,
      text.hasCaseInsensitivePrefix("http://") || text.hasCaseInsensitivePrefix("https://"),
      !text.utf8.contains(where: { $0 <= 0x20 })
    {
      return text
    }
    note(name, "must be an http or https address", value, &problems)
    return nil
  }

  func object(_ name: String, _ problems: inout [Problem]) -> Fields? {
    guard let value = value(name) else { return nil }
    if case .object(let result) = value { return Fields(result, path: path(of: name)) }
    note(name, "must be an object", value, &problems)
    return nil
  }

  /// Notes a required member that is absent.
  func require(_ name: String, _ what: String, _ problems: inout [Problem]) {
    if value(name) == nil {
      problems.append(
        Problem(
          code: .missingParameter, path: path(of: name),
          message: "`\(path(of: name))` is missing; it must be \(what)."))
    }
  }

  /// Notes members that were written more than once and, on request, those not among `known`.
  func checkNames(known: Set<String>, refusesOthers: Bool, _ problems: inout [Problem]) {
    for name in object.repeatedNames {
      problems.append(
        Problem(path: path(of: name), message: "`\(path(of: name))` is given more than once; it must be given once."))
    }
    if !refusesOthers { return }
    for member in object.members where !known.contains(member.name) {
      let path = path(of: member.name).shortened(to: 100)
      problems.append(
        Problem(
          code: .unknownParameter, path: path,
          message: "`\(path)` is not a parameter of this model; leave it out, or correct its name."))
    }
  }

  private func note(_ name: String, _ rule: String, _ value: JSONValue, _ problems: inout [Problem]) {
    problems.append(
      Problem(path: path(of: name), message: "`\(path(of: name))` \(rule), but \(value.summary) was given."))
  }
}
