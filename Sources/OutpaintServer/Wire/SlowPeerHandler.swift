import NIOCore

/// Keeps a connection's time, in front of everything that NIO does with its bytes.
///
/// NIO's `IdleStateHandler` sees whether bytes pass at all; this handler sees whether enough of them do, so that nobody
/// holds a connection with a byte a second. The handlers behind it say what is being read. It belongs to the event loop
/// of its connection.
final class SlowPeerHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  /// What the next bytes of the peer belong to.
  enum Phase {
    /// Nothing has come of the next request.
    case betweenRequests
    case head
    case body(Pace)
    /// It is our turn.
    case answering
    /// Nothing has come of the next message, and nothing has to.
    case betweenMessages
    case message(Pace)
    /// The last answer was given; what comes is dropped.
    case leaving
  }

  /// A peer took too long for a request or a message; the handlers behind say so to it.
  struct TooSlow {}

  private let rule: SlowPeerRule
  private var phase = Phase.betweenRequests
  private var writing: Pace?
  private var readTimer: Scheduled<Void>?
  private var writeTimer: Scheduled<Void>?
  private var context: ChannelHandlerContext?

  /// When the first byte of the current request was there.
  private(set) var start = ContinuousClock.now

  init(_ rule: SlowPeerRule) {
    self.rule = rule
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    expectRequest()
  }

  func handlerRemoved(context: ChannelHandlerContext) { finish() }

  func channelInactive(context: ChannelHandlerContext) {
    finish()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let count = Self.unwrapInboundIn(data).readableBytes
    switch phase {
    case .leaving: return
    case .betweenRequests:
      start = .now
      enter(.head, until: .now() + TimeAmount(rule.grace))
    case .betweenMessages: follow(Pace(rule), count) { .message($0) }
    case .body(let pace): follow(pace, count) { .body($0) }
    case .message(let pace): follow(pace, count) { .message($0) }
    case .head, .answering: break
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .leaving = phase, event as? ChannelEvent == .inputClosed || event is Connection.Abort {
      return context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if writing == nil || unwritten == 0 {
      writing = Pace(rule)
      checkWriting(at: writing?.deadline)
    }
    writing?.count += Self.unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  /// Whether a request is being worked on.
  var isAnswering: Bool {
    if case .answering = phase { true } else { false }
  }

  // MARK: What handlers behind say

  /// The next bytes begin a request.
  func expectRequest() {
    // A pipelined request may have come with the one before it.
    start = .now
    enter(.betweenRequests, until: .now() + TimeAmount(rule.idle))
  }

  /// The next bytes are those of a request's body.
  func expectBody() { follow(Pace(rule), 0) { .body($0) } }

  /// Nothing is waited for while a request is worked on.
  func expectNothing() { enter(.answering, until: nil) }

  /// The next bytes begin a message.
  func expectMessage() {
    if case .leaving = phase { return }
    enter(.betweenMessages, until: nil)
  }

  /// Drops what still comes: a peer that is sending would not see the last answer if the connection was cut.
  func leave() { enter(.leaving, until: .now() + TimeAmount(rule.farewell)) }

  /// Ends the connection after all that was given to write.
  func hangUp() {
    leave()
    context?.writeAndFlush(Self.wrapOutboundOut(.byteBuffer(ByteBuffer()))).assumeIsolated()
      .whenComplete { _ in self.context?.close(promise: nil) }
  }

  // MARK: Timers

  private func follow(_ pace: Pace, _ count: Int, _ phase: (Pace) -> Phase) {
    var pace = pace
    pace.count += count
    enter(phase(pace), until: pace.deadline)
  }

  private func enter(_ phase: Phase, until deadline: NIODeadline?) {
    self.phase = phase
    readTimer?.cancel()
    readTimer = deadline.flatMap { deadline in
      context?.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.readingIsLate() }
    }
  }

  private func readingIsLate() {
    guard let context else { return }
    switch phase {
    case .betweenRequests:
      // The last answer may still be on its way.
      if unwritten > 0 { expectRequest() } else { context.close(promise: nil) }
    case .leaving: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(TooSlow())
    }
  }

  private func checkWriting(at deadline: NIODeadline?) {
    writeTimer?.cancel()
    writeTimer = deadline.flatMap { deadline in
      context?.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.checkWriting() }
    }
  }

  private func checkWriting() {
    guard let context, var pace = writing else { return }
    let unwritten = unwritten
    if unwritten == 0 { return writing = nil }
    pace.count -= unwritten
    if pace.deadline <= .now() { context.close(promise: nil) } else { checkWriting(at: pace.deadline) }
  }

  /// Bytes that NIO has not yet handed to the system.
  private var unwritten: Int {
    (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  private func finish() {
    readTimer?.cancel()
    writeTimer?.cancel()
    context = nil
  }
}
