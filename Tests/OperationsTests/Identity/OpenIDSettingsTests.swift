import Operations
import Testing

@Suite struct OpenIDSettingsTests {
    @Test(arguments: ["http://login.example.org", "login.example.org", "file:///etc/passwd"])
    func `an address that is not secure is no provider`(address: String) {
        for (issuer, back) in [(address, "https://a.example"), ("https://a.example", address)] {
            let failure = #expect(throws: Failure.self) {
                try OpenIDSettings(
                    issuer: issuer, clientID: "assay", clientSecret: nil, redirectAddress: back,
                    grants: [:])
            }
            #expect(failure?.code == "bad_address")
        }
    }

    @Test func `openid is always among the scopes`() throws {
        let settings = try OpenIDSettings(
            issuer: "https://a.example", clientID: "assay", clientSecret: nil,
            redirectAddress: "http://localhost:8080/back", scopes: ["email"], grants: [:])
        #expect(settings.scopes == ["openid", "email"])
    }
}
