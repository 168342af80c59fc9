import Raster
import TestSupport
import Testing

@Suite struct ImageGeometryTests {
  static let sizes = [(1, 1), (1, 5), (5, 1), (4, 4), (7, 3), (3, 8)].map { Size(width: $0.0, height: $0.1) }

  @Test(arguments: Orientation.allCases, sizes)
  func `an orientation is undone by the flips and the transpose that define it`(orientation: Orientation, size: Size) {
    let stored = Image.noise(size: size, seed: 11, opaque: false)
    expectPicture(stored.upright(from: orientation), equals: orientation.textbook(stored))
  }

  @Test(arguments: Orientation.allCases)
  func `an orientation followed by its inverse gives the picture back`(orientation: Orientation) {
    let inverse: Orientation =
      switch orientation {
      case .right: .left
      case .left: .right
      default: orientation
      }
    let image = Image.noise(size: Size(width: 6, height: 4), seed: 12)
    expectPicture(image.upright(from: orientation).upright(from: inverse), equals: image)
  }

  @Test func `orientations carry the numbers of EXIF, and 5 to 8 swap the axes`() {
    #expect(Orientation.allCases.map(\.rawValue) == Array(1...8))
    #expect(Orientation.allCases.map(\.swapsAxes) == [false, false, false, false, true, true, true, true])
  }

  @Test func `a picture stored turned by a camera held upright comes out upright`() {
    // EXIF 6: the first stored row is the right edge of the scene, the first stored column its top.
    let (a, b) = (Pixel(red: 10, green: 0, blue: 0), Pixel(red: 20, green: 0, blue: 0))
    let stored = Image.painted(size: Size(width: 2, height: 1)) { x, _ in x == 0 ? a : b }
    let upright = stored.upright(from: .right)
    #expect(upright.size == Size(width: 1, height: 2))
    #expect(upright[x: 0, y: 0] == a)
    #expect(upright[x: 0, y: 1] == b)
  }

  @Test func `turning and cropping keep the colour profile`() {
    var image = Image.gradient(size: Size(width: 4, height: 3))
    image.colorProfile = ColorProfile(iccBytes: [7])
    #expect(image.upright(from: .left).colorProfile == image.colorProfile)
    #expect(image.cropped(to: Rect(x: 1, y: 1, width: 2, height: 1)).colorProfile == image.colorProfile)
    #expect(image.flattened().colorProfile == image.colorProfile)
  }

  @Test func `every crop holds the pixels of its rectangle`() {
    let image = Image.noise(size: Size(width: 4, height: 3), seed: 13, opaque: false)
    for y in 0...3 {
      for x in 0...4 {
        for height in 0...3 - y {
          for width in 0...4 - x {
            let crop = image.cropped(to: Rect(x: x, y: y, width: width, height: height))
            expectPicture(crop, equals: .painted(size: crop.size) { image[x: x + $0, y: y + $1] })
          }
        }
      }
    }
  }

  @Test func `a pasted picture replaces its rectangle and nothing else`() {
    let ground = Image.gradient(size: Size(width: 6, height: 5))
    let patch = Image.noise(size: Size(width: 3, height: 2), seed: 14, opaque: false)
    for y in 0...3 {
      for x in 0...3 {
        let place = Rect(x: x, y: y, width: patch.width, height: patch.height)
        var pasted = ground
        pasted.paste(patch, x: x, y: y)
        expectPicture(
          pasted,
          equals: .painted(size: ground.size) { px, py in
            place.contains(x: px, y: py) ? patch[x: px - x, y: py - y] : ground[x: px, y: py]
          })
      }
    }
  }

  @Test func `pasting a crop back where it came from changes nothing`() {
    let image = Image.noise(size: Size(width: 9, height: 7), seed: 15, opaque: false)
    var copy = image
    copy.paste(image.cropped(to: Rect(x: 2, y: 3, width: 5, height: 4)), x: 2, y: 3)
    expectPicture(copy, equals: image)
  }

  @Test func `a crop outside the picture is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Image(size: Size(width: 4, height: 4)).cropped(to: Rect(x: 1, y: 0, width: 4, height: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = Image(size: Size(width: 4, height: 4)).cropped(to: Rect(x: 0, y: -1, width: 1, height: 1))
    }
  }

  @Test func `pasting over the edge is a programmer's mistake`() async {
    await #expect(processExitsWith: .failure) {
      var image = Image(size: Size(width: 4, height: 4))
      image.paste(Image(size: Size(width: 2, height: 2)), x: 3, y: 0)
    }
  }
}

extension Orientation {
  /// The upright picture, written as a composition of the three operations that generate all eight.
  fileprivate func textbook(_ image: Image) -> Image {
    switch self {
    case .up: image
    case .upMirrored: image.mirrored
    case .down: image.mirrored.flipped
    case .downMirrored: image.flipped
    case .leftMirrored: image.transposed
    case .right: image.transposed.mirrored
    case .rightMirrored: image.transposed.mirrored.flipped
    case .left: image.transposed.flipped
    }
  }
}

extension Image {
  /// Left and right exchanged.
  fileprivate var mirrored: Image { .painted(size: size) { self[x: width - 1 - $0, y: $1] } }

  /// Top and bottom exchanged.
  fileprivate var flipped: Image { .painted(size: size) { self[x: $0, y: height - 1 - $1] } }

  /// Rows and columns exchanged.
  fileprivate var transposed: Image {
    .painted(size: Size(width: height, height: width)) { self[x: $1, y: $0] }
  }
}
