import Testing

@testable import outpaint

@Suite struct OutputNamesTests {
  /// Options, and what follows from them.
  struct Case: CustomTestStringConvertible {
    var source = "photo.jpg"
    var output: String?
    var format: FormatName?
    var count = 1
    var files: [String]
    var result: FormatName

    var testDescription: String { "\(source) -> \(files)" }
  }

  static let cases = [
    Case(files: ["photo-expanded.png"], result: .png),
    Case(source: "a/b.c/photo.jpg", files: ["a/b.c/photo-expanded.png"], result: .png),
    Case(source: "a/b.c/photo", files: ["a/b.c/photo-expanded.png"], result: .png),
    Case(source: ".hidden", files: [".hidden-expanded.png"], result: .png),
    Case(format: .webp, files: ["photo-expanded.webp"], result: .webp),
    Case(format: .jpeg, count: 2, files: ["photo-expanded-1.jpeg", "photo-expanded-2.jpeg"], result: .jpeg),
    Case(output: "wide.PNG", files: ["wide.PNG"], result: .png),
    Case(source: "-", output: "wide.jpeg", files: ["wide.jpeg"], result: .jpeg),
    Case(output: "wide.jpg", count: 3, files: ["wide-1.jpg", "wide-2.jpg", "wide-3.jpg"], result: .jpg),
    Case(output: "wide.tmp", format: .png, count: 2, files: ["wide-1.tmp", "wide-2.tmp"], result: .png),
    Case(output: "x.y/wide", format: .png, count: 2, files: ["x.y/wide-1", "x.y/wide-2"], result: .png),
    Case(output: "wide.jpg", format: .webp, files: ["wide.jpg"], result: .webp),
  ]

  @Test(arguments: cases) func `names follow from the options`(options: Case) throws {
    let names = try OutputNames(
      source: options.source, output: options.output, format: options.format, count: options.count)
    #expect(names.destinations == options.files.map { .file($0) })
    #expect(names.format == options.result)
  }

  @Test(arguments: [(FormatName?.none, FormatName.png), (.jpg, .jpg)])
  func `standard output takes one picture of any format`(given: FormatName?, format: FormatName) throws {
    let names = try OutputNames(source: "-", output: "-", format: given, count: 1)
    #expect(names.destinations == [.standardOutput])
    #expect(names.format == format)
  }

  @Test(arguments: [
    (
      "photo.jpg", "wide.tif", 1,
      "The name wide.tif does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format."
    ),
    (
      "photo.jpg", "wide", 1,
      "The name wide does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format."
    ),
    ("photo.jpg", "-", 2, "Standard output takes one picture, not 2; leave --count out, or name a file."),
    ("-", nil, 1, "A picture from standard input has no name to derive one from; name a file with -o."),
  ]) func `what gives no name is a wrong command line`(source: String, output: String?, count: Int, message: String) {
    let failure = #expect(throws: CommandFailure.self) {
      try OutputNames(source: source, output: output, format: nil, count: count)
    }
    #expect(failure == CommandFailure(.usage, message))
  }
}
