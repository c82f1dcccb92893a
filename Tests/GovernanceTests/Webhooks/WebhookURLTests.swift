import Governance
import Testing

@Suite struct WebhookURLTests {
    @Test func `a URL is taken apart once`() throws {
        let url = try WebhookURL("HTTPS://Hooks.Example.org.:8443/a%20b?c=d")
        #expect(url.host == "hooks.example.org")
        #expect(url.port == 8443)
        #expect(url.path == "/a%20b?c=d")
        #expect(url.text == "https://hooks.example.org:8443/a%20b?c=d")
        #expect(try WebhookURL("http://example.org").text == "http://example.org/")
        #expect(try WebhookURL("http://example.org?x").text == "http://example.org/?x")
        #expect(try WebhookURL("https://example.org:443/").origin == "https://example.org")
        #expect(
            try WebhookURL("https://[2606:4700::1]:9/").origin
                == "https://[2606:4700:0:0:0:0:0:1]:9")
        #expect(try WebhookURL("https://1.1.1.1/").address == NetworkAddress("1.1.1.1"))
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org", "file:///etc/passwd", "https://", "https:///x",
        "https://user@example.org", "https://user:secret@example.org/", "https://exa mple.org",
        "https://example.org:0", "https://example.org:65536", "https://example.org:+1",
        "https://example.org:", "https://example..org", "https://example.org/#x",
        "https://example.org\\@127.0.0.1", "https://[::1", "https://[127.0.0.1]/",
        "https://[::1%25lo]/", "https://exämple.org", "https://①②⑦.0.0.1/", "https://%31.1.1.1/",
        "gopher://127.0.0.1", "https://example.org/\r\nx: y",
    ])
    func `what is no plain URL is refused`(text: String) {
        #expect(throws: WebhookRefusal.self) { try WebhookURL(text) }
    }

    @Test(arguments: [
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/",
        "http://127.1/", "http://127.0.1/", "http://017700000001/", "http://127.0.0.1.5/",
        "http://127.0.0.01/", "http://1/", "http://0/", "http://127.0.0.0x1/",
    ])
    func `an address has one spelling`(text: String) {
        #expect(throws: WebhookRefusal.self) { try WebhookURL(text) }
    }
}
