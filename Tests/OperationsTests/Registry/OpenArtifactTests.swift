import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct OpenArtifactTests {
    @Test func `who may see a version of theirs gets its bytes, and nobody else`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        try await story.register(story.bytes, as: "income", in: "bank", by: story.bank)
        #expect(try await story.read(story.digest, by: story.bank) == story.bytes)
        #expect(
            try await story.read(story.digest, by: .signed("vi", "viewer@bank")) == story.bytes)
        for other in [story.health, .signed("au", "auditor@health")] {
            let code = try await story.refusal { try await story.read(story.digest, by: other) }
            #expect(code == "unknown_artifact")
        }
        for other in [Actor.signed("ned"), .signed("gate", "gateway-client@bank")] {
            let code = try await story.refusal { try await story.read(story.digest, by: other) }
            #expect(code == "not_allowed")
        }
    }

    @Test func `what may not be had and what is not there are said in the same words`()
        async throws
    {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        try await story.register(story.bytes, as: "income", in: "bank", by: story.bank)
        let absent = Digest(of: [1])
        let hidden = try await story.test.failure {
            try await story.read(story.digest, by: story.health)
        }
        let missing = try await story.test.failure {
            try await story.read(absent, by: story.health)
        }
        #expect(
            hidden.message
                == missing.message.replacing(absent.description, with: story.digest.description))
    }

    @Test func `naming another workspace's digest gives nobody its bytes`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        try await story.register(story.bytes, as: "income", in: "bank", by: story.bank)
        try await story.register(story.bytes, as: "copy", in: "health", by: story.health)
        let folder = try await story.registerFolder(
            of: story.bytes, as: "wrapped", in: "health", by: story.health)
        for within in [nil, folder] {
            let code = try await story.refusal {
                try await story.read(story.digest, within: within, by: story.health)
            }
            #expect(code == "unknown_artifact")
        }
        // Whoever has the bytes can hand them in, and then they are that workspace's too.
        _ = try await story.upload(story.bytes, to: "health", by: story.health)
        #expect(try await story.read(story.digest, by: story.health) == story.bytes)
        #expect(
            try await story.read(story.digest, within: folder, by: story.health) == story.bytes)
    }

    @Test func `bytes that nothing refers to are nobody's`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        let code = try await story.refusal { try await story.read(story.digest, by: story.bank) }
        #expect(code == "unknown_artifact")
        #expect(
            try await story.find(story.digest, by: story.bank)
                == .uploaded(byteCount: story.bytes.count))
        let other = try await story.refusal { try await story.find(story.digest, by: story.health) }
        #expect(other == "unknown_artifact")
    }

    @Test func `a folder's manifest and its files go to who may see a version with the folder`()
        async throws
    {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        let folder = try await story.registerFolder(
            of: story.bytes, as: "income", in: "bank", by: story.bank)
        let manifest = try await story.read(folder, by: story.bank)
        #expect(Digest(of: manifest) == folder)
        #expect(
            try await story.read(story.digest, within: folder, by: story.bank) == story.bytes)
        let alone = try await story.refusal { try await story.read(story.digest, by: story.bank) }
        #expect(alone == "unknown_artifact")
        for digest in [folder, story.digest] {
            let code = try await story.refusal {
                try await story.read(digest, within: folder, by: story.health)
            }
            #expect(code == "unknown_artifact")
        }
        let other = Array("other".utf8)
        _ = try await story.upload(other)
        let outside = try await story.refusal {
            try await story.read(Digest(of: other), within: folder, by: story.bank)
        }
        #expect(outside == "unknown_artifact")
    }

    @Test func `evidence and releases go where their version is seen`() async throws {
        let story = try ArtifactStory()
        let inner = story.story
        let name = try await story.platform.perform(inner.registration(in: "bank")).version.name
        let evidence = try await inner.evaluate(name, score: "fair")
        _ = try await inner.approve(name, as: inner.reviewer)
        let release = try #require(try await inner.gate(name).release)
        let made = [evidence[0].id, release.statement] + release.bundles
        for digest in made {
            let bytes = try await story.read(digest, by: story.bank)
            #expect(Digest(of: bytes) == digest)
            let code = try await story.refusal { try await story.read(digest, by: story.health) }
            #expect(code == "unknown_artifact")
        }
    }

    @Test func `what is read to its end is what its name says`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload(story.bytes)
        try await story.register(story.bytes, as: "income", in: "bank", by: story.bank)
        let hex = story.digest.hex
        let file = "\(story.test.folder)/blobs/\(hex.prefix(2))/\(hex.dropFirst(2))"
        try Data("weights of the bonk".utf8).write(to: URL(filePath: file))
        let code = try await story.refusal { try await story.read(story.digest, by: story.bank) }
        #expect(code == "damaged_blob")
    }
}
