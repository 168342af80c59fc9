/// All that is wrong with a request of the BFL face.
public struct BFLRejection: Error, Hashable, Sendable {
  /// One problem.
  public struct Detail: Hashable, Sendable {
    /// The parameter at fault.
    public var parameter: String
    public var message: String

    /// `missing`, `extra_forbidden` or `value_error`.
    public var type: String
  }

  public let details: [Detail]

  /// One problem with a value.
  public init(parameter: String, message: String) {
    details = [Detail(parameter: parameter, message: message, type: "value_error")]
  }

  init(_ problems: [Fields.Problem]) {
    details = problems.prefix(TaskRejection.mostErrors).map { problem in
      let type =
        switch problem.code {
        case .missingParameter: "missing"
        case .unknownParameter: "extra_forbidden"
        default: "value_error"
        }
      return Detail(parameter: problem.path, message: problem.message, type: type)
    }
  }

  /// The body of the answer, which has status 422.
  public var json: JSONValue {
    .object([
      "detail": .array(
        details.map { detail in
          .object([
            "loc": .array([.string("body"), .string(detail.parameter)]), "msg": .string(detail.message),
            "type": .string(detail.type),
          ])
        })
    ])
  }
}
