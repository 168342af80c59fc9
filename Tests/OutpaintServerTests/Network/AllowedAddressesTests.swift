import Testing

@testable import OutpaintServer

@Suite struct AllowedAddressesTests {
  @Test func `nothing is allowed unless it is named`() throws {
    #expect(!AllowedAddresses().allow("https://example.com/"))
    let allowed = try AllowedAddresses(["https://hooks.example.com", "http://127.0.0.1:9000/ignored"])
    for address in ["https://hooks.example.com/a?b", "https://HOOKS.example.com:443/", "http://127.0.0.1:9000/x"] {
      #expect(allowed.allow(address), "\(address)")
    }
    for address in [
      "http://hooks.example.com/", "https://hooks.example.com:8443/", "https://hooks.example.com.evil.example/",
      "https://hooks.example.com@evil.example/", "http://127.0.0.1/", "file:///etc/passwd", "",
    ] { #expect(!allowed.allow(address), "\(address)") }
  }

  @Test func `any means any on the web`() throws {
    let allowed = try AllowedAddresses(["any"])
    #expect(allowed.allow("https://example.com/"))
    #expect(!allowed.allow("ftp://example.com/"))
  }

  @Test func `what is no address is an error`() {
    #expect(throws: AllowedAddresses.InvalidAddress(text: "example.com")) { try AllowedAddresses(["example.com"]) }
  }
}
