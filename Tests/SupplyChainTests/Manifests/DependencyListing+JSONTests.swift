import Testing
import Transparency

@testable import SupplyChain

@Suite struct DependencyListingJSONTests {
    private static func again(_ listing: DependencyListing) throws -> DependencyListing? {
        DependencyListing(json: try JSON(parsing: listing.json.canonicalBytes))
    }

    private static func listing(_ text: String) throws -> DependencyListing {
        try DependencyListing(.requirements, path: "requirements.txt", bytes: Array(text.utf8))
    }

    @Test func `pinned packages are kept a line each, and read back`() throws {
        let listing = try Self.listing("numpy==1.26.4\n\nTyping_Extensions==4.12.2\n")
        #expect(
            listing.json["dependencies"]
                == "requirements.txt\n1 numpy 1.26.4\n3 typing-extensions 4.12.2")
        #expect(try Self.again(listing) == listing)
    }

    @Test(arguments: [
        "numpy>=1.0\n", "torch @ https://example.org/torch.whl\n", "numpy==1.0 --hash=sha256:00\n",
        "numpy==1.0\nscipy\n", "\n", "--index-url https://example.org/simple\nnumpy==1.0\n",
        "numpy==not a version\n",
    ])
    func `all others are read back as well`(text: String) throws {
        let listing = try Self.listing(text)
        #expect(try Self.again(listing) == listing)
    }

    @Test(arguments: ["", "a\nb", "a\n1 x", "a\nx numpy 1.0", "a\n1 !! 1.0"])
    func `lines that are none do not read`(text: String) throws {
        var json = try #require(DependencyListing().json.objectValue)
        json["dependencies"] = .string(text)
        #expect(DependencyListing(json: .object(json)) == nil)
    }
}
