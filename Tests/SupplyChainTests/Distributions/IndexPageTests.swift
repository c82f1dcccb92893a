import Testing
import Transparency

@testable import SupplyChain

@Suite struct IndexPageTests {
    private static let digest = String(repeating: "ab", count: 32)

    private func page(_ file: String) throws -> IndexPage {
        let text = "{\"meta\":{\"api-version\":\"1.4\"},\"name\":\"a\",\"files\":[\(file)]}"
        return try IndexPage(json: Array(text.utf8))
    }

    @Test func `a file has all that the index says of it`() throws {
        let file = try #require(
            try page(
                """
                {"filename":"a-1.0-py3-none-any.whl","url":"../../f/a-1.0-py3-none-any.whl",
                "hashes":{"sha256":"\(Self.digest)"},"requires-python":">=3.8","size":12,
                "upload-time":"2024-05-15T12:34:56.789012Z","yanked":"broken",
                "core-metadata":{"sha256":"\(Self.digest)"}}
                """
            ).files.first)
        #expect(file.name.release == "1.0" && file.digest.hex == Self.digest)
        #expect(file.byteCount == 12 && file.requiresPython == ">=3.8" && file.yanked == "broken")
        #expect(file.publishedAt == Instant("2024-05-15T12:34:56.789Z"))
        #expect(file.metadata == file.digest && file.address.hasPrefix("../../f/"))
    }

    @Test(
        arguments: [
            ("2024-05-15T12:34:56Z", "2024-05-15T12:34:56.000Z"),
            ("2024-05-15T12:34:56.1Z", "2024-05-15T12:34:56.100Z"), ("yesterday", nil),
            ("2024-05-15T12:34:56.1+01:00", nil),
        ] as [(String, String?)])
    func `a time has as many digits as there are`(_ text: String, _ instant: String?) throws {
        let file = try page(
            """
            {"filename":"a-1.0.tar.gz","url":"x","hashes":{"sha256":"\(Self.digest)"},
            "upload-time":"\(text)","yanked":false,"core-metadata":false}
            """
        ).files.first
        #expect(file?.publishedAt?.description == instant)
        #expect(file != nil && file?.yanked == nil && file?.metadata == nil)
    }

    @Test(arguments: [
        "{}", "{\"filename\":\"a.egg\",\"url\":\"x\",\"hashes\":{\"sha256\":\"DIGEST\"}}",
        "{\"filename\":\"a-1.tar.gz\",\"url\":\"x\",\"hashes\":{\"md5\":\"00\"}}",
        "{\"filename\":\"a-1.tar.gz\",\"hashes\":{\"sha256\":\"DIGEST\"}}",
        "{\"filename\":\"a-1.tar.gz\",\"url\":\"x\",\"hashes\":{\"sha256\":\"zz\"}}",
        "{\"filename\":\"../a-1.tar.gz\",\"url\":\"x\",\"hashes\":{\"sha256\":\"DIGEST\"}}",
    ])
    func `what cannot be checked or installed is left out`(_ file: String) throws {
        #expect(try page(file.replacing("DIGEST", with: Self.digest)).files.isEmpty)
    }

    @Test(arguments: [
        "", "[]", "<html>", "{}", "{\"files\":[]}",
        "{\"meta\":{\"api-version\":\"2.0\"},\"files\":[]}",
    ])
    func `what is no page of version 1 is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try IndexPage(json: Array(text.utf8)) }
    }
}
