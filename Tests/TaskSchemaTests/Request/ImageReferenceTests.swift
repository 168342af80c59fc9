import TaskSchema
import Testing

@Suite struct ImageReferenceTests {
  @Test(arguments: [
    ("https://example.com/a%20b.jpg", ImageReference.url("https://example.com/a%20b.jpg")),
    ("HTTP://example.com/a.jpg", .url("HTTP://example.com/a.jpg")),
    ("data:image/png;base64,Zm9v", .dataURI(mediaType: "image/png", bytes: Array("foo".utf8))),
    ("DATA:image/JPEG;charset=x;BASE64,Zm9v", .dataURI(mediaType: "image/jpeg", bytes: Array("foo".utf8))),
    ("data:;base64,Zm9v", .dataURI(mediaType: "", bytes: Array("foo".utf8))),
    ("Zm9v", .base64(Array("foo".utf8))),
    ("Zm9v\nYg", .base64(Array("foob".utf8))),
  ]) func `the forms are told apart`(text: String, reference: ImageReference) throws {
    #expect(try ImageReference(text) == reference)
  }

  @Test func `a UUID is no base64`() throws {
    let uuid = try #require(UUIDText("137dc6cd-360e-478c-b437-2221099386ce"))
    #expect(try ImageReference(uuid.text) == .uuid(uuid))
  }

  @Test(arguments: [
    ("", "the text is empty"), ("  \n", "the text is empty"),
    ("data:image/png;base64", "a data URI has a comma before its data"),
    ("data:image/png,Zm9v", "a data URI has to hold base64: data:image/png;base64,…"),
    ("data:image/png;base64,Zm9v*", "the data of the data URI is not base64"),
    ("data:image/png;base64,", "the data URI holds no data"),
    ("http://exam ple.com", "a URL holds no spaces"),
    ("file:///a.jpg", "file URLs are not read; send the file's bytes as a data URI"),
    ("ftp://example.com/a.jpg", "only http and https addresses are known"),
    ("/home/me/a.jpg", "it looks like a path, which a request cannot name; send the file's bytes as a data URI"),
    ("C:\\a", "it looks like a path, which a request cannot name; send the file's bytes as a data URI"),
    ("hello!", "it is neither a UUID, a data URI, a URL nor base64"),
  ]) func `other texts are refused with a reason`(text: String, reason: String) {
    let problem = #expect(throws: ImageReference.Problem.self) { try ImageReference(text) }
    #expect(problem?.description == reason)
  }

  @Test(arguments: [
    ("a.jpg", ImageReference.path("a.jpg")), ("photos/cat", .path("photos/cat")), ("Zm9v", .path("Zm9v")),
    ("/photos/with space.png", .path("/photos/with space.png")),
    ("UklGRg==", .base64(Array("RIFF".utf8))),
    ("https://example.com/a.jpg", .url("https://example.com/a.jpg")),
  ]) func `where paths are accepted, text that is not a picture's base64 is one`(
    text: String, reference: ImageReference
  ) throws {
    #expect(try ImageReference(text, acceptsLocalPaths: true) == reference)
  }
}
