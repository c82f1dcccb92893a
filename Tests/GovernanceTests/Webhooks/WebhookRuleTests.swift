import Governance
import Testing

@Suite struct WebhookRuleTests {
    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost/", "http://localhost./", "http://LOCALHOST:8420/",
        "http://a.localhost/", "http://metadata.google.internal/", "http://printer.local/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.0.1./",
        "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://[::]/", "http://[64:ff9b::7f00:1]/",
    ])
    func `what is not on the public Internet is refused`(text: String) throws {
        let url = try WebhookURL(text)
        #expect(throws: WebhookRefusal.privateHost(url.host)) {
            try WebhookRule.publicOnly.check(url)
        }
        try WebhookRule(allowsPrivate: true, hosts: []).check(url)
        try WebhookRule(allowsPrivate: false, hosts: [url.host.uppercased()]).check(url)
        #expect(throws: WebhookRefusal.self) {
            try WebhookRule(allowsPrivate: false, hosts: ["other.example.org"]).check(url)
        }
    }

    @Test func `one address that is not public is enough`() throws {
        let url = try WebhookURL("https://example.org/")
        let good = try #require(NetworkAddress("1.1.1.1"))
        let bad = try #require(NetworkAddress("10.0.0.1"))
        try WebhookRule.publicOnly.check(url)
        try WebhookRule.publicOnly.check([good], of: url)
        #expect(throws: WebhookRefusal.privateHost("example.org")) {
            try WebhookRule.publicOnly.check([good, bad], of: url)
        }
        #expect(throws: WebhookRefusal.noAddress("example.org")) {
            try WebhookRule.publicOnly.check([], of: url)
        }
    }
}
