import NIOConcurrencyHelpers
import Raster
import TaskExecution

/// An engine that surrounds the source with the colour of its seed, at once or when it is allowed to.
///
/// Where a test fails before it allows that, the engine fails too, some time after the test's own limit: it waits on a
/// thread, which nothing can interrupt.
final class FakeEngine: Sendable {
  private struct State {
    /// Pictures that may be finished.
    var allowed: Int
    var calls = 0
  }

  private let state: NIOLockedValueBox<State>

  init(isOpen: Bool = true) {
    state = NIOLockedValueBox(State(allowed: isOpen ? .max : 0))
  }

  /// Pictures begun so far.
  var calls: Int { state.withLockedValue { $0.calls } }

  /// Lets all pictures be finished, or as many as were begun first.
  func open(_ count: Int = .max) { state.withLockedValue { $0.allowed = count } }

  var engine: Engine {
    Engine { image, edges, settings, report in
      let number = self.state.withLockedValue { state in
        state.calls += 1
        return state.calls
      }
      report(Engine.Step(fractionCompleted: 0.25))
      let deadline = ContinuousClock.now + .seconds(360)
      while self.state.withLockedValue({ $0.allowed }) < number {
        guard ContinuousClock.now < deadline else { throw Broken() }
        SystemClock.pause()
      }
      var canvas = Image(
        size: Size(width: edges.left + image.width + edges.right, height: edges.top + image.height + edges.bottom),
        fill: Pixel(red: UInt8(settings.seed % 256), green: 0, blue: 0))
      canvas.paste(image, x: edges.left, y: edges.top)
      return canvas
    }
  }

  /// An engine that never succeeds.
  static let failing = Engine { _, _, _, _ in throw Broken() }

  struct Broken: Error {}
}
