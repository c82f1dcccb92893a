import Foundation
import ModelSigning
import Testing
import Transparency

@testable import Operations

@Suite struct VerifyFolderTests {
    @Test func `each way to tamper is named`() async throws {
        let model = try SignedModel()
        try await model.sign()
        #expect(try await model.differences() == [])
        try model.write(".git/more", "7")
        #expect(try await model.differences() == [])
        let cases: [(wanted: String, do: () throws -> Void, undo: () throws -> Void)] = [
            ("changed: a/b", { try model.write("a/b", "x") }, { try model.write("a/b", "3") }),
            ("added: sub/new", { try model.write("sub/new", "") }, { try model.remove("sub/new") }),
            ("missing: a/b", { try model.remove("a/b") }, { try model.write("a/b", "3") }),
            (
                "renamed: a-c (signed as a-b)",
                {
                    try model.remove("a-b")
                    try model.write("a-c", "1")
                },
                {
                    try model.remove("a-c")
                    try model.write("a-b", "1")
                }
            ),
            (
                "symlink: a-b",
                {
                    try model.remove("a-b")
                    try model.link("a-b", to: "a.b")
                },
                {
                    try model.remove("a-b")
                    try model.write("a-b", "1")
                }
            ),
            (
                "symlink: away", { try model.link("away", to: "/etc/hostname") },
                { try model.remove("away") }
            ),
        ]
        for (wanted, tamper, undo) in cases {
            try tamper()
            #expect(try await model.differences() == [wanted])
            try undo()
        }
        #expect(try await model.differences() == [])
    }

    @Test func `what was not signed may be let stand, or be left out`() async throws {
        let model = try SignedModel()
        try await model.sign()
        try model.write("sub/new/deep", "7")
        try model.link("link", to: "/nowhere")
        #expect(try await model.differences() == ["symlink: link", "added: sub/new/deep"])
        #expect(try await model.differences { $0.ignoresUnsigned = true } == [])
        #expect(try await model.differences { $0.ignored = ["link", "sub/new"] } == [])
    }

    @Test func `a signature elsewhere, and one by another key`() async throws {
        let model = try SignedModel()
        let away = "\(model.root)/away.sig"
        try await model.sign { $0.outputFile = away }
        #expect(try await model.differences { $0.bundleFile = away } == [])
        let other = "\(model.root)/other.pub"
        try Data(SigningKey.generate().verifyingKey.pem.utf8).write(to: URL(filePath: other))
        let check = VerifyFolder(path: model.model, trust: .key(file: other))
        var elsewhere = check
        elsewhere.bundleFile = away
        let outcome = try await elsewhere.run()
        #expect(!outcome.isVerified)
        #expect(outcome.refusal?.hasPrefix("the bundle names the key") == true)
        #expect(outcome.signer == nil)
        await #expect(throws: Failure.self) { try await check.run() }
    }

    @Test func `a bundle that does not read is a fault, not a no`() async throws {
        let model = try SignedModel()
        try model.write("model.sig", "{}")
        let error = await #expect(throws: Failure.self) { try await model.differences() }
        #expect(error?.code == "bad_bundle")
        #expect(error?.kind == .fault)
    }

    @Test func `files in shards are read in pieces`() async throws {
        let model = try SignedModel()
        let bytes = (0..<2500).map { UInt8(truncatingIfNeeded: $0 / 7) }
        try Data(bytes).write(to: URL(filePath: "\(model.model)/weights"))
        let reading = ModelFolderReading(
            root: model.model, followsLinks: false,
            ignores: { $0 != "weights" }, progress: nil)
        let file = try await reading.contents(.shards(byteCount: 1000)).files[0]
        #expect(file.byteCount == 2500)
        let pieces = [bytes[0..<1000], bytes[1000..<2000], bytes[2000..<2500]]
        #expect(file.digests == pieces.map { Digest(of: Array($0)) })
        let whole = try await reading.contents(.shards(byteCount: 2500)).files[0]
        #expect(whole.digests == [Digest(of: bytes)])
    }
}
