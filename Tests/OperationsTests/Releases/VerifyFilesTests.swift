import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct VerifyFilesTests {
    private func verify(
        _ story: IncomeStory, _ path: String, version: VersionName? = nil
    ) async throws -> VerifyFiles.Outcome {
        try await VerifyFiles(
            path: path, found: ArtifactHasher.hash("\(story.test.folder)/\(path)"),
            version: version, by: story.maker
        ).run(on: story.test.platform)
    }

    @Test func `released files and folders verify, wherever they lie`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        #expect(try await verify(story, "model").isVerified)
        #expect(try await verify(story, "train.py").role == .code)
        try FileManager.default.copyItem(
            atPath: story.test.folder + "/model", toPath: story.test.folder + "/elsewhere")
        #expect(try await verify(story, "elsewhere").isVerified)
    }

    @Test func `each way in which files differ is named`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        try story.test.write("weights 0ne", to: "model/model.json")
        try story.test.write("new", to: "model/new.txt")
        try FileManager.default.moveItem(
            atPath: story.test.folder + "/model/config.json",
            toPath: story.test.folder + "/model/settings.json")
        let outcome = try await verify(story, "model")
        #expect(!outcome.isVerified)
        #expect(
            Set(outcome.differences.map { "\($0.kind.rawValue) \($0.path)" }) == [
                "changed model.json", "added new.txt", "renamed settings.json",
            ])
    }

    @Test func `what was never released is a fault and not a no`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        #expect(
            try await story.test.failure { try await verify(story, "model") }.code == "no_release")
        let named = try await story.test.failure {
            try await verify(story, "model", version: name)
        }
        #expect(named.code == "not_released")
    }

    @Test func `a bundle that another key signed verifies nothing`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let platform = story.test.platform
        let other = Platform(
            store: platform.store, sequencer: platform.sequencer, blobs: platform.blobs,
            keys: PlatformKeys(release: .generate(), log: platform.keys.log),
            policies: platform.policies, now: platform.now, random: platform.random)
        let failure = try await story.test.failure {
            try await VerifyFiles(
                path: "model", found: ArtifactHasher.hash(story.test.folder + "/model"),
                version: nil, by: story.maker
            ).run(on: other)
        }
        #expect(failure.code == "bad_bundle")
    }
}
