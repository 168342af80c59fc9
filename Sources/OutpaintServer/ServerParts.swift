import ImageCodec
import Logging
import TaskExecution
import TaskSchema

/// The server without its socket: what answers requests, put together.
struct ServerParts: Sendable {
  let queue: JobQueue
  let pictures: PictureStore
  let metrics = Metrics()
  private let runware: RunwareHTTP
  private let bfl: BFLFace
  private let addresses: OwnAddresses
  private let page: StartPage

  init(_ options: ServerOptions, engine: Engine, port: UInt16, logger: Logger) throws {
    pictures = try PictureStore(folder: options.data)
    addresses = OwnAddresses(
      port: port, names: options.hostNames + [options.host], publicAddress: options.publicAddress)
    let client = WebClient(limit: options.wire.messageBytes)
    let sources = SourceResolver(
      pictures: pictures, assets: options.assets, downloads: options.downloads, origins: addresses, client: client)
    let items = ResultItems(pictures: pictures)
    let runner = JobRunner(
      engine: engine, limits: CanvasLimits(maximumSide: options.maximumSide),
      decodeLimits: DecodeLimits(maxSide: DecodeLimits.standard.maxSide, maxPixels: options.sourcePixels))
    queue = try JobQueue(
      options.queue, runner: runner, folder: TaskFolder(folder: options.data + "/tasks"), pictures: pictures,
      sources: sources,
      callbacks: Callbacks(allowed: options.callbacks, client: client, items: items, logger: logger),
      metrics: metrics, logger: logger)
    let keys = KeyCheck(key: options.apiKey)
    let face = RunwareFace(
      rules: RequestRules(refusesUnknownParameters: options.isStrict), queue: queue, runner: runner,
      pictures: pictures, items: items, sources: sources, sideWork: SideWork(width: max(1, options.queue.threads)),
      storeBytes: options.queue.storeBytes)
    runware = RunwareHTTP(face: face, keys: keys)
    page = StartPage(maximumSide: options.maximumSide, needsKey: options.apiKey != nil)
    bfl = BFLFace(face: face, keys: keys, maximumArea: options.maximumSide.map { $0 * $0 })
  }

  /// What answers requests.
  ///
  /// - Parameter connections: number of open connections.
  func router(connections: @escaping @Sendable () -> Int = { 0 }) -> Router {
    Router(
      addresses: addresses, runware: runware, bfl: bfl, images: ImageFiles(pictures: pictures), page: page,
      sessions: RunwareSessions(), metrics: metrics,
      gauges: { [queue, pictures] in
        Metrics.Gauges(
          queueDepth: await queue.depth, running: await queue.active, storedBytes: pictures.bytes,
          storedPictures: pictures.count, connections: connections())
      })
  }
}
