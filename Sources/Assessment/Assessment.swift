package import Raster

/// What can be measured about a picture that was grown from a source.
///
/// The picture is brought onto the canvas that was asked for first, should the source have been found elsewhere in it,
/// so that a shift does not hide everything else.
package struct Assessment: Sendable {
  package let alignment: SourceAlignment

  package let measurements: Measurements

  /// The picture with its source where it should be, opaque.
  package let canvas: Image

  /// - Parameters:
  ///   - picture: the result to assess; transparency is seen on white.
  ///   - source: what it was grown from, of at least one pixel.
  ///   - edges: by how much.
  ///   - truth: what the canvas really shows, where the source was cut from a larger picture; of the canvas's size.
  ///   - formatLoss: luminance PSNR in dB that the picture's file format leaves of an untouched source at the quality at
  ///     hand; nil for a lossless one.
  package init(
    of picture: Image, source: Image, edges: EdgeAmounts, truth: Image? = nil, formatLoss: Double? = nil
  ) {
    let picture = picture.flattened()
    let source = source.flattened()
    let luminance = Plane(luminanceOf: source)
    let seen = Plane(luminanceOf: picture)
    alignment = SourceAlignment(of: luminance, edges: edges, in: seen)
    // Of a picture without the source, the canvas is the only frame there is.
    let placement =
      alignment.isFound
      ? alignment.placement
      : Placement(
        x: Double(edges.left) * Double(picture.width) / Double(alignment.canvasSize.width),
        y: Double(edges.top) * Double(picture.height) / Double(alignment.canvasSize.height),
        scaleX: Double(picture.width) / Double(alignment.canvasSize.width),
        scaleY: Double(picture.height) / Double(alignment.canvasSize.height))
    canvas = picture.canvas(placement, source: source.size, edges: edges)
    let kept = edges.sourceRect(for: source.size)
    let plane = canvas == picture ? seen : Plane(luminanceOf: canvas)

    var measurements = Measurements()
    measurements[.geometryOffset] = alignment.isFound ? alignment.offset : nil
    measurements[.geometryScale] = alignment.isFound ? alignment.scaleChange : nil
    measurements[.geometryCorrelation] = alignment.correlation
    let found = canvas.cropped(to: kept)
    measurements.measureKept(source, found, luminance, plane.cropped(to: kept), formatLoss: formatLoss)
    if !edges.isZero {
      let energy = TextureEnergy.energy(of: plane)
      measurements.measureBorder(canvas, plane, energy: energy, edges: edges, kept: kept)
      measurements.measureRegion(canvas, plane, edges: edges, kept: kept)
      if let truth {
        measurements.measureTruth(canvas, plane, energy: energy, truth: truth.flattened(), edges: edges, kept: kept)
      }
    }
    self.measurements = measurements
  }
}

extension Measurements {
  fileprivate mutating func measureKept(
    _ source: Image, _ found: Image, _ luminance: Plane<Float>, _ seen: Plane<Float>, formatLoss: Double?
  ) {
    let noise = PeakSignalToNoise(source, found)
    self[.keptPSNR] = noise.value
    self[.keptLargest] = Double(noise.largest)
    let isEqual = noise.largest == 0
    let similarity = isEqual ? nil : MultiscaleSimilarity(luminance, seen)
    self[.keptSSIM] = similarity?.structuralSimilarity ?? 1
    self[.keptMSSSIM] = similarity?.value ?? 1
    let colors = isEqual ? nil : ColorShift(source, found)
    self[.keptColorMean] = colors?.mean ?? 0
    self[.keptColorHigh] = colors?.percentile95 ?? 0
    self[.keptTint] = colors?.tint ?? 0
    self[.keptRepainting] = Repainting.excess(
      found: PeakSignalToNoise.luminance(luminance, seen), formatLoss: formatLoss)
  }

  fileprivate mutating func measureBorder(
    _ canvas: Image, _ luminance: Plane<Float>, energy: Plane<Float>, edges: EdgeAmounts, kept: Rect
  ) {
    let channels = (0..<3).map { Plane<Float>(channel: $0, of: canvas) }
    var found: [Measure: [Side: Double]] = [:]
    var flat = FlatArea()
    var ratios: [Side: [Double]] = [:]
    for side in Side.allCases where edges[side] > 0 {
      func strips(_ depth: Int) -> [BorderStrip] {
        channels.map { BorderStrip(side, of: $0, kept: kept, depth: depth) }
      }
      let color = strips(SeamColor.depth)
      let strip = BorderStrip(side, of: luminance, kept: kept)
      let texture = BorderStrip(side, of: energy, kept: kept)
      found[.seamGradient, default: [:]][side] = SeamGradient.value(color)
      found[.seamColor, default: [:]][side] = SeamColor.value(color)
      found[.seamStep, default: [:]][side] = SeamStep.value(color + [strip])
      found[.seamOffset, default: [:]][side] = SeamOffset.value(strip)
      for (measure, value) in zip(TextureEnergy.measures, TextureEnergy.bands(texture)) {
        found[measure, default: [:]][side] = value
      }
      ratios[side] = Sharpness.ratiosAtBorder(strip)
      found[.mirror, default: [:]][side] = MirrorLikeness.value(
        BorderStrip(side, of: luminance, kept: kept, depth: MirrorLikeness.depth))
      flat.add(energy: texture, luminance: strip)
    }
    for (measure, sides) in found { setWorst(measure, of: sides) }
    set(
      .sharpnessSeam, to: Sharpness.median(of: ratios.values.flatMap(\.self)),
      sides: ratios.compactMapValues(Sharpness.median))
    self[.flatArea] = flat.flatShare
    self[.deadArea] = flat.deadShare
  }

  fileprivate mutating func measureRegion(
    _ canvas: Image, _ luminance: Plane<Float>, edges: EdgeAmounts, kept: Rect
  ) {
    let half = luminance.halved()
    self[.sharpnessRegion] = Sharpness.ofRegion(luminance, half: half, kept: kept)
    self[.noise] = NoiseLevel.value(luminance, kept: kept)
    let halfKept = kept.reduced(by: 2, inside: half.size)
    setWorst(
      .repetition,
      of: half.strips(edges: edges, kept: halfKept).reduce(into: [:]) { $0[$1.side] = Repetition.value($1) })
    let quarter = (0..<3).map { Plane<Float>(channel: $0, of: canvas).halved().halved() }
    let quarterKept = kept.reduced(by: 4, inside: quarter[0].size)
    let depth = max(6, Side.allCases.map { edges[$0] / 4 }.max() ?? 0)
    let patches = PatchCoherence(quarter: quarter, kept: quarterKept, depth: depth)
    self[.coherence] = patches?.coherence
    self[.completeness] = patches?.completeness
    self[.strangeColors] = StrangeColors.value(canvas, kept: kept)
  }

  fileprivate mutating func measureTruth(
    _ canvas: Image, _ luminance: Plane<Float>, energy: Plane<Float>, truth: Image, edges: EdgeAmounts, kept: Rect
  ) {
    precondition(truth.size == canvas.size, "a truth of \(truth.size) for a canvas of \(canvas.size)")
    let real = Plane(luminanceOf: truth)
    self[.truthPSNR] = PeakSignalToNoise(canvas, truth, outside: kept).value
    let similarity = MultiscaleSimilarity(luminance, real, outside: kept)
    self[.truthSSIM] = similarity.structuralSimilarity
    self[.truthMSSSIM] = similarity.value
    self[.truthSharpness] = TruthTexture.sharpness(
      energy, truth: TextureEnergy.energy(of: real), kept: kept)
    var offsets: [Side: Double] = [:]
    var tones: [Side: Double] = [:]
    let comparison = TruthComparison(luminance, real, kept: kept)
    for side in Side.allCases where edges[side] > 0 {
      offsets[side] = comparison.offset(side)
      tones[side] = TruthTexture.tone(
        BorderStrip(side, of: luminance, kept: kept), truth: BorderStrip(side, of: real, kept: kept))
    }
    setWorst(.truthOffset, of: offsets)
    setWorst(.truthTone, of: tones)
  }
}

extension Rect {
  /// The rectangle in a picture that is smaller by a factor: the pixels that lie wholly inside.
  func reduced(by factor: Int, inside size: Size) -> Rect {
    let (left, top) = ((x + factor - 1) / factor, (y + factor - 1) / factor)
    let (right, bottom) = (min(maxX / factor, size.width), min(maxY / factor, size.height))
    return Rect(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
  }
}
