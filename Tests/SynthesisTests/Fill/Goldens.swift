import Raster
import Synthesis

/// Checksums of whole results: any change of any byte shows.
///
/// After an intended change of the results run the tests with `OUTPAINT_RECORD_GOLDENS=1`: `GoldenTests` then prints
/// this table anew, and fails all the same. Copy it here in a commit of its own that says why the results changed.
enum Goldens {
  static let checksums: [String: UInt64] = [
    "blobs 26×30, left 14, right 9, top 3, bottom 17, fast, seed 7": 0xde19_4273_bdba_47ae,
    "checker 40×11, left 0, right 20, top 0, bottom 22, fast, seed 8": 0xabf9_37a4_46d0_7f05,
    "blobs 79×71, left 10, right 0, top 6, bottom 5, fast, seed 9": 0x73bb_8f67_ce24_510b,
    "blobs 160×135, left 0, right 40, top 0, bottom 0, fast, seed 10": 0xc222_e998_b678_ea00,
    "blobs 26×30, left 14, right 9, top 3, bottom 17, high, seed 7": 0x3fdd_f912_b6e9_e205,
    "checker 40×11, left 0, right 20, top 0, bottom 22, high, seed 8": 0xabf9_37a4_46d0_7f05,
    "blobs 79×71, left 10, right 0, top 6, bottom 5, high, seed 9": 0xd371_9c49_5d52_845a,
    "blobs 160×135, left 0, right 40, top 0, bottom 0, high, seed 10": 0xbb57_17cd_bf77_18d7,
  ]

  /// One level; a source that is continued by reflection first; two levels; a layout that is mended on two levels.
  static let cases: [FillCase] = Effort.allCases.flatMap { effort in
    [
      FillCase(
        source: Size(width: 26, height: 30), edges: EdgeAmounts(left: 14, right: 9, top: 3, bottom: 17),
        effort: effort, seed: 7),
      FillCase(
        source: Size(width: 40, height: 11), edges: EdgeAmounts(right: 20, bottom: 22), subject: .checker,
        effort: effort, seed: 8),
      FillCase(
        source: Size(width: 79, height: 71), edges: EdgeAmounts(left: 10, top: 6, bottom: 5), effort: effort, seed: 9),
      FillCase(source: Size(width: 160, height: 135), edges: EdgeAmounts(right: 40), effort: effort, seed: 10),
    ]
  }
}
