import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct UploadArtifactTests {
    @Test func `an upload is recorded once for a workspace`() async throws {
        let story = try ArtifactStory()
        let first = try await story.upload(story.bytes)
        #expect(first == .init(byteCount: story.bytes.count, isWhole: true))
        #expect(try await story.upload(story.bytes) == first)
        #expect(try await story.test.recordCount() == 1)
        _ = try await story.upload(story.bytes, to: "health", by: story.health)
        #expect(try await story.test.recordCount() == 2)
        #expect(try story.platform.blobs.get(story.digest) == story.bytes)
        _ = try await story.upload([])
        #expect(try story.platform.blobs.get(Digest(of: [UInt8]())) == [])
    }

    @Test func `bytes of another digest are thrown away, and both digests are said`()
        async throws
    {
        let story = try ArtifactStory()
        let other = Array("other".utf8)
        let failure = try await story.test.failure {
            try await story.upload(other, as: story.digest)
        }
        #expect(failure.code == "wrong_digest")
        #expect(failure.message.contains(story.digest.description))
        #expect(failure.message.contains(Digest(of: other).description))
        #expect(try await story.test.recordCount() == 0)
        #expect(!story.platform.blobs.contains(story.digest))
        let found = try await story.refusal { try await story.find(story.digest, by: story.bank) }
        #expect(found == "unknown_artifact")
    }

    @Test func `an upload goes on where it stopped, and is finished by its digest`() async throws {
        let story = try ArtifactStory()
        let (head, tail) = (Array(story.bytes[..<7]), Array(story.bytes[7...]))
        let first = try await story.upload(
            head, as: story.digest, from: .at(0, isLast: false))
        #expect(first == .init(byteCount: 7, isWhole: false))
        #expect(!story.platform.blobs.contains(story.digest))
        #expect(try await story.find(story.digest, by: story.bank) == .unfinished(byteCount: 7))
        for offset in [0, 6, 8] {
            let code = try await story.refusal {
                try await story.upload(
                    tail, as: story.digest, from: .at(offset, isLast: false))
            }
            #expect(code == "wrong_offset")
        }
        let last = try await story.upload(tail, as: story.digest, from: .at(7, isLast: false))
        #expect(last == .init(byteCount: story.bytes.count, isWhole: true))
        #expect(try story.platform.blobs.get(story.digest) == story.bytes)
    }

    @Test func `what came before a sender broke off stays`() async throws {
        let story = try ArtifactStory()
        let code = try await story.refusal {
            try await story.upload(
                Array(story.bytes[..<6]), as: story.digest, from: .whole, breaksOff: true)
        }
        #expect(code == "gone")
        #expect(try await story.find(story.digest, by: story.bank) == .unfinished(byteCount: 6))
        // Another process knows the bytes from the disk alone.
        let again = UploadArtifact(
            digest: story.digest, workspace: try #require(Workspace("bank")),
            start: .at(6, isLast: true),
            source: ArtifactStory.source(Array(story.bytes[6...])), by: story.bank)
        let platform = Platform(
            store: story.platform.store, sequencer: story.platform.sequencer,
            blobs: story.platform.blobs, keys: story.platform.keys,
            policies: story.platform.policies, uploadLimits: ArtifactStory.limits,
            now: story.platform.now, random: story.platform.random)
        #expect(try await platform.perform(again).isWhole)
        #expect(try platform.blobs.get(story.digest) == story.bytes)
    }

    @Test func `the last bytes must make the digest`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload([1], as: story.digest, from: .at(0, isLast: false))
        let code = try await story.refusal {
            try await story.upload([2], as: story.digest, from: .at(1, isLast: true))
        }
        #expect(code == "wrong_digest")
        #expect(
            try await story.refusal { try await story.find(story.digest, by: story.bank) }
                == "unknown_artifact")
    }

    @Test func `nobody goes on with another's upload`() async throws {
        let story = try ArtifactStory()
        let head = Array(story.bytes[..<7])
        _ = try await story.upload(head, as: story.digest, from: .at(0, isLast: false))
        let other = Actor.signed("eve", "contributor@bank")
        #expect(
            try await story.refusal { try await story.find(story.digest, by: other) }
                == "unknown_artifact")
        let code = try await story.refusal {
            try await story.upload(
                Array(story.bytes[7...]), as: story.digest, from: .at(7, isLast: false), by: other)
        }
        #expect(code == "wrong_offset")
        #expect(try await story.find(story.digest, by: story.bank) == .unfinished(byteCount: 7))
    }

    @Test func `an upload that nobody goes on with is over after a day`() async throws {
        let story = try ArtifactStory()
        _ = try await story.upload([1], as: story.digest, from: .at(0, isLast: false))
        story.test.clock.pass(milliseconds: 24 * 3_600_000 - 1)
        #expect(try await story.find(story.digest, by: story.bank) == .unfinished(byteCount: 1))
        story.test.clock.pass(milliseconds: 1)
        #expect(
            try await story.refusal { try await story.find(story.digest, by: story.bank) }
                == "unknown_artifact")
        let files = { story.test.blobs().filter { $0.hasSuffix(story.digest.hex) } }
        #expect(files().count == 1)
        // The next upload of anybody sweeps.
        _ = try await story.upload([9], to: "health", by: story.health)
        #expect(files().isEmpty)
    }

    @Test func `an upload has a limit, stated or not`() async throws {
        var limits = ArtifactStory.limits
        limits.byteCountMax = 10
        let story = try ArtifactStory(limits: limits)
        #expect(try await story.upload(Array(repeating: 1, count: 10)).isWhole)
        let eleven = [UInt8](repeating: 1, count: 11)
        for breaksOff in [true, false] {
            let code = try await story.refusal {
                try await story.upload(eleven, breaksOff: breaksOff)
            }
            #expect(code == "too_large")
        }
        _ = try await story.upload([1, 1], as: Digest(of: eleven), from: .at(0, isLast: false))
        let code = try await story.refusal {
            try await story.upload(
                Array(eleven.dropFirst(2)), as: Digest(of: eleven), from: .at(2, isLast: false))
        }
        #expect(code == "too_large")
        #expect(story.test.blobs().allSatisfy { !$0.hasSuffix(Digest(of: eleven).hex) })
    }

    @Test func `the disk keeps room for the ledger`() async throws {
        var limits = ArtifactStory.limits
        limits.freeByteCountMin = 1 << 60
        let story = try ArtifactStory(limits: limits)
        let code = try await story.refusal { try await story.upload(story.bytes) }
        #expect(code == "no_room")
    }

    @Test func `one caller has so many unfinished uploads`() async throws {
        var limits = ArtifactStory.limits
        limits.countMax = 2
        let story = try ArtifactStory(limits: limits)
        for byte in UInt8(0)..<2 {
            _ = try await story.upload(
                [byte], as: Digest(of: [byte, byte]), from: .at(0, isLast: false))
        }
        let start = UploadStart.at(0, isLast: false)
        let code = try await story.refusal {
            try await story.upload([7], as: Digest(of: [7, 7]), from: start)
        }
        #expect(code == "too_many_uploads")
        let other = try await story.upload(
            [7], as: Digest(of: [7, 7]), to: "health", from: start, by: story.health)
        #expect(other.byteCount == 1)
    }

    @Test func `who may not write there uploads nothing`() async throws {
        let story = try ArtifactStory()
        for (actor, workspace) in [
            (story.health, "bank"), (.signed("vi", "viewer@bank"), "bank"),
            (.signed("ned"), "bank"), (story.bank, "default"),
        ] {
            let code = try await story.refusal {
                try await story.upload(story.bytes, to: workspace, by: actor)
            }
            #expect(code == "not_allowed")
        }
        #expect(!story.platform.blobs.contains(story.digest))
    }
}
