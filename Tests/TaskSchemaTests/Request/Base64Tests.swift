import TaskSchema
import Testing

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]) func `the standard's examples hold`(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test(arguments: ["Zm9vYg", "Zm9v\r\nYg==", " Zm9 vYg\t"]) func `breaks are passed over, and padding may be missing`(
    text: String
  ) {
    #expect(Base64.decode(text) == Array("foob".utf8))
  }

  @Test func `a part of a text is decoded as a whole one`() {
    let link = "data:image/png;base64,Zm9v Yg"
    #expect(Base64.decode(link[link.index(link.startIndex, offsetBy: 22)...]) == Array("foob".utf8))
    #expect(Base64.decode(link) == nil)
  }

  @Test func `a break anywhere in a long text is passed over, and another byte refused`() {
    let bytes = (0..<48).map { UInt8($0 * 5) }
    let text = Base64.encode(bytes)
    for position in 0...text.utf8.count {
      let index = text.index(text.startIndex, offsetBy: position)
      #expect(Base64.decode(text[..<index] + "\n" + text[index...]) == bytes)
      #expect(Base64.decode(text[..<index] + "-" + text[index...]) == nil)
    }
  }

  @Test(arguments: ["Z", "Zm9vY", "Zm9v=", "Zg=", "Zg===", "Zg==Zg==", "Zm_v", "Zm9v.", "é"])
  func `other texts are refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func `all bytes survive`() {
    var generator = CountingGenerator()
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }
}
