import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct TakeInHubTests {
    private let story: IntakeStory

    init() throws { story = try IntakeStory() }

    /// A commit of a repository with these files.
    @discardableResult
    private func commit(_ project: String, _ files: [String: [UInt8]]) async throws -> Intake {
        var changes: [HubChange] = []
        for (path, bytes) in files {
            let received = try story.platform.receive(by: story.tom)
            try received.append(bytes)
            let (digest, count) = try await received.finish()
            changes.append(.put(HubFile(path: path, digest: digest, byteCount: count)))
        }
        return try await story.platform.perform(
            CommitToHub(
                project: project, ref: "main", parent: nil, changes: changes, by: story.tom)
        ).intake
    }

    /// A file of tensors, each of these numbers over and over, counted on.
    private func weights(_ starts: [UInt8]) -> [UInt8] {
        let count = 8 << 10
        let members = starts.enumerated().map { index, _ in
            "\"t\(index)\":{\"dtype\":\"F32\",\"shape\":[\(count / 4)],\"data_offsets\":"
                + "[\(index * count),\((index + 1) * count)]}"
        }
        let header = Array("{\(members.joined(separator: ","))}".utf8)
        let size = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        let data = starts.flatMap { start in
            (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) &+ start }
        }
        return size + header + data
    }

    private func card(_ more: String = "") -> [UInt8] {
        Array("---\nlicense: mit\n\(more)---\n".utf8)
    }

    private func recall(_ version: VersionName) async throws {
        _ = try await story.platform.perform(
            RecallVersions(versions: [version], because: "consent withdrawn", by: story.ruth))
    }

    @Test func `what a card and a configuration name is an ancestor, with how it was made`()
        async throws
    {
        let tuned = try await commit(
            "org/tuned", ["README.md": card("base_model: https://huggingface.co/org/base\n")])
        #expect(tuned.baseModels == ["org/base"])
        #expect(tuned.facts["ancestors"]?[0]?["relation"] == "finetune")
        let adapter = try await commit(
            "org/adapter",
            ["adapter_config.json": Array("{\"base_model_name_or_path\": \"org/base\"}".utf8)])
        #expect(adapter.facts["ancestors"]?[0]?["relation"] == "adapter")
        let merged = try await commit(
            "org/merged", ["README.md": card("base_model: [org/base, org/other]\n")])
        #expect(
            merged.facts["ancestors"]?.arrayValue?.map { $0["relation"] } == ["merge", "merge"])
        let quantized = try await commit(
            "org/quantized",
            ["README.md": card("base_model: org/base\nbase_model_relation: quantized\n")])
        #expect(quantized.facts["ancestors"]?[0]?["relation"] == "quantized")
        #expect(quantized.facts["licensing"]?["effect"] == "ask")
    }

    @Test func `equal tensors prove what no card says, and only where that is no coincidence`()
        async throws
    {
        let base = try await commit("org/base", ["w.safetensors": weights([1, 2, 3])])
        let silent = try await commit("org/silent", ["w.safetensors": weights([1, 2, 9])])
        let found = try #require(silent.facts["ancestors"]?[0])
        #expect(found["version"]?.stringValue == base.version.description)
        #expect(found["by"] == "tensors" && found["share"] == .number(0.667))
        #expect(silent.baseModels == ["org/base"])
        let one = try await commit("org/one", ["w.safetensors": weights([1, 7, 8])])
        #expect(one.facts["ancestors"] == nil)
        let constant = [UInt8](repeating: 0, count: 16)
        let broken = try await commit("org/broken", ["w.safetensors": constant])
        #expect(broken.facts["tensors"] == nil)
    }

    @Test func `what was made from a recalled version is used by nobody`() async throws {
        let base = try await commit(
            "org/base", ["README.md": card(), "w.safetensors": weights([1, 2, 3])])
        let silent = try await commit(
            "org/silent", ["README.md": card("tags: [a]\n"), "w.safetensors": weights([1, 2, 9])])
        let named = try await commit(
            "org/named", ["README.md": card("base_model: org/silent\n")])
        for version in [silent.version, named.version] {
            try await story.describe(version, as: .low)
            #expect(try await story.refusal(version) == nil)
        }
        try await recall(base.version)
        for version in [silent.version, named.version] {
            let refusal = try #require(try await story.refusal(version))
            #expect(refusal.code == "base_recalled")
            #expect(refusal.message.contains("`org/base`"))
            #expect(refusal.message.contains("consent withdrawn"), "\(refusal.message)")
        }
        let listed = try await story.platform.perform(
            ListAdmitted(source: .hub, text: nil, limit: 10, by: story.vera))
        #expect(listed.isEmpty)
    }

    @Test func `ancestry is lineage, too`() async throws {
        let base = try await commit("org/base", ["w.safetensors": weights([1, 2, 3])])
        try await commit("org/silent", ["w.safetensors": weights([1, 2, 9])])
        let rows = try await story.platform.store.rows(RowQuery("lineage")).rows
        let inputs = rows.map(\.document.canonical).joined()
        #expect(!rows.isEmpty, "\(inputs)")
        #expect(base.version.number == 1)
    }
}
