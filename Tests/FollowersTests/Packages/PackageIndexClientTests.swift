import Governance
import Operations
import SupplyChain
import Testing
import Transparency

@testable import Followers

@Suite struct PackageIndexClientTests {
    @Test(
        arguments: [
            ("https://files.example/a/x.whl#sha256=00", "https://files.example/a/x.whl"),
            ("/packages/x.whl", "https://index.example/packages/x.whl"),
            ("x.whl", "https://index.example/simple/six/x.whl"),
            ("../../packages/x.whl", "https://index.example/packages/x.whl"),
            ("../../../../../x.whl", "https://index.example/x.whl"),
            ("./x.whl", "https://index.example/simple/six/x.whl"),
            ("//evil.example/x.whl", nil), ("", nil), ("#x", nil), ("file:///etc/passwd", nil),
            ("https://user@evil.example/x", nil), ("x y.whl", nil), ("https://0x7f.1/x", nil),
        ] as [(String, String?)])
    func `an address is taken from the page that has it`(
        _ text: String, _ expected: String?
    ) throws {
        let page = try WebhookURL("https://index.example/simple/six/")
        #expect(IndexAddress(text, on: page)?.url.text == expected)
    }

    @Test(arguments: ["", "ftp://x/simple", "https://user:pass@x/simple", "x"])
    func `an index's address is a plain URL`(_ url: String) {
        #expect(throws: Failure.self) { try PackageIndexClient(url: url) }
    }

    /// A page of one file at an address.
    private func file(at address: String) throws -> IndexPage.File {
        let digest = String(repeating: "ab", count: 32)
        let text = """
            {"meta":{"api-version":"1.0"},"files":[{"filename":"six-1.0.tar.gz",
            "url":"\(address)","hashes":{"sha256":"\(digest)"}}]}
            """
        return try #require(try IndexPage(json: Array(text.utf8)).files.first)
    }

    @Test(arguments: [
        "http://files.example/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x",
        "https://localhost/x", "https://metadata.internal/x", "https://169.254.169.254/latest",
        "https://private.example/x",
    ])
    func `a file on another host comes from a public address over TLS`(_ url: String) async throws {
        let client = try PackageIndexClient(url: "https://index.example/simple") { _ in
            [NetworkAddress("192.168.0.1")].compactMap(\.self)
        }
        let file = try file(at: url)
        let six = try #require(PackageName("six"))
        await #expect(throws: Failure.self) {
            _ = try await client.metadata(of: file, of: six, byteCountMax: 10)
        }
    }
}
