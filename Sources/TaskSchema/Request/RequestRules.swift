/// What a face of the engine allows beyond the hosted service, or refuses that it may let pass.
public struct RequestRules: Hashable, Sendable {
  /// Whether `inputs.image` may be a path of this machine.
  ///
  /// Never true for requests from elsewhere.
  public var acceptsLocalPaths: Bool

  /// Whether a parameter that no image model knows is an error (`unknownParameter`) rather than ignored.
  public var refusesUnknownParameters: Bool

  public init(acceptsLocalPaths: Bool = false, refusesUnknownParameters: Bool = false) {
    self.acceptsLocalPaths = acceptsLocalPaths
    self.refusesUnknownParameters = refusesUnknownParameters
  }
}

/// The one model that the engine stands in for.
public enum Model {
  /// Its identifier in requests.
  public static let identifier = "bfl:flux@outpainting"

  /// Its name in web addresses, accepted as well.
  public static let slug = "bfl-flux-outpainting"
}
