import Foundation
import Testing
import Transparency

/// The main job on the example, through the programs: decide whether this exact thing may ship,
/// prove why, and notice when it is no longer the same thing.
@Suite struct IncomeStory {
    private static let folder = AdultIncome.folder

    @Test func `a version is registered by digests that anybody can recompute`() async throws {
        let story = AdultIncome(home: try TestHome())
        let answer = try await story.register(
            "\(Self.folder)/model", AdultIncome.terms + AdultIncome.parts())
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(json["version"] == "model:income@1")
        let parts = [
            try ("weights", Recomputed.folder("\(Self.folder)/model")),
            try ("training-data", Recomputed.file("\(Self.folder)/training.csv")),
            try ("evaluation-data", Recomputed.file("\(Self.folder)/evaluation.csv")),
            try ("code", Recomputed.file("\(Self.folder)/train.py")),
        ]
        let given = try #require(json["parts"]?.arrayValue).map {
            [$0["role"], $0["digest"], $0["bytes"]]
        }
        #expect(given == parts.map { [.string($0), .string($1.digest), JSON($1.byteCount)] })
        #expect(json["root"] == .string(Recomputed.root(parts.map { ($0, $1.digest) })))
    }

    @Test(arguments: ["--purpose", "--business-owner", "--technical-owner", "--risk"])
    func `nothing is registered that nobody answers for`(missing: String) async throws {
        let story = AdultIncome(home: try TestHome())
        var terms = AdultIncome.terms
        let index = try #require(terms.firstIndex(of: missing))
        terms.removeSubrange(index...index + 1)
        let answer = try await story.register("\(Self.folder)/model", terms)
        #expect(answer.status == 1)
        #expect(answer.error?.code == "incomplete")
        #expect(answer.error?.message.contains("`\(missing)`") == true)
        #expect(try story.home.recordCount() == 0)
    }

    @Test func `the first model is undecided without evidence and denied with it`() async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(Self.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let blind = try await story.gate("income@1")
        #expect(blind.status == 2)
        #expect(blind.json?["verdict"] == "undecided")
        let lacking = try #require(blind.json?["findings"]?.arrayValue)
            .filter { $0["outcome"] == "undecided" }
        #expect(lacking.count == 3)
        for finding in lacking {
            #expect(finding["remedy"]?.stringValue?.contains("assay ") == true, "\(finding)")
            #expect(finding["because"]?.stringValue?.isEmpty == false, "\(finding)")
        }

        let evaluated = try await story.evaluate("income@1", score: "score")
        #expect(evaluated.status == 0)
        let kinds = evaluated.json?["evidence"]?.arrayValue?.compactMap { $0["kind"]?.stringValue }
        #expect(kinds == ["eval_report", "fairness_report"])

        let judged = try await story.gate("income@1")
        #expect(judged.status == 1)
        #expect(judged.json?["verdict"] == "deny")
        #expect(
            outcomes(judged) == [
                "owners": "holds", "harmless": "holds", "performance": "holds",
                "equal-opportunity": "violated", "risk-review": "undecided",
            ])
        let gap = try #require(
            judged.json?["findings"]?.arrayValue?.first { $0["outcome"] == "violated" })
        #expect(gap["details"]?[0]?.stringValue?.contains("must be at most 0.15") == true)
        #expect(gap["evidence"]?.arrayValue?.count == 1)
    }

    @Test func `the better model wants an approval by another, and then ships`() async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(Self.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let second = try await story.register("\(Self.folder)/model-2")
        #expect(second.json?["version"] == "model:income@2")
        _ = try await story.evaluate("income@2", score: "score_2")
        let before = try await story.gate("income@2")
        #expect(before.status == 2)
        #expect(outcomes(before).filter { $0.value != "holds" } == ["risk-review": "undecided"])

        let own = try await story.approve("income@2", as: "tom@example.org:risk-reviewer")
        #expect(own.status == 1)
        #expect(own.error?.code == "author_may_not_approve")
        let viewer = try await story.approve("income@2", as: "vic@example.org:viewer")
        #expect(viewer.status == 1)
        let approved = try await story.approve("income@2", as: "ruth@example.org:risk-reviewer")
        #expect(approved.status == 0)
        #expect(approved.json?["approval"]?["grade"] == "declared")

        let judged = try await story.gate("income@2")
        #expect(judged.status == 0)
        #expect(judged.json?["verdict"] == "allow")
        #expect(judged.json?["root"] == second.json?["root"])
        #expect(judged.json?["to"] == "production")
        #expect(judged.json?["decision"]?.stringValue?.hasPrefix("sha256:") == true)
        #expect(judged.json?["release"]?.stringValue?.hasPrefix("sha256:") == true)
    }

    @Test func `the released files verify, here and with nothing but the public key`() async throws
    {
        let story = try await AdultIncome.released()
        let model = "\(Self.folder)/model-2"
        let yes = try await story.home.assay("verify", model, "--json")
        #expect(yes.status == 0)
        #expect(yes.json?["verified"] == true)
        #expect(yes.json?["differences"] == [])
        #expect(yes.json?["signer"]?.stringValue?.isEmpty == false)
        #expect(try await story.home.assay("verify", "income@2").status == 0)

        let release = "\(story.home.path)/releases/model-income@2/production"
        let bundle = "\(release)/weights.sigstore.json"
        let key = "\(story.home.path)/keys/release.pub.pem"
        let offline = try await story.home.verify(
            "model", model, "--bundle", bundle, "--key", key, "--json")
        #expect(offline.status == 0)
        #expect(offline.json?["signer"] == yes.json?["signer"])
        let flipped = try await story.home.verify(
            "model", try story.flippedModel(), "--bundle", bundle, "--key", key, "--json")
        #expect(flipped.status == 1)
        #expect(flipped.json?["differences"]?[0]?["path"] == "model.json")
    }
}

/// Identities worked out by the design's words alone (design §5), with nothing of ours but SHA-256.
enum Recomputed {
    static func file(_ path: String) throws -> (digest: String, byteCount: Int) {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        return (Digest(of: bytes).description, bytes.count)
    }

    /// The SHA-256 of the sorted list of `{"digest":…,"path":…,"size":…}`.
    static func folder(_ path: String) throws -> (digest: String, byteCount: Int) {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        let files = try names.map { try ($0, file("\(path)/\($0)")) }
        let list = files.map {
            #"{"digest":"\#($1.digest)","path":"\#($0)","size":\#($1.byteCount)}"#
        }
        let manifest = "[" + list.joined(separator: ",") + "]"
        return (
            Digest(of: Array(manifest.utf8)).description, files.reduce(0) { $0 + $1.1.byteCount }
        )
    }

    /// RFC 6962 §2.1 over `{"digest":…,"role":…}`, sorted by role then digest.
    static func root(_ parts: [(role: String, digest: String)]) -> String {
        let leaves = parts.sorted { ($0.role, $0.digest) < ($1.role, $1.digest) }.map {
            Array(#"{"digest":"\#($0.digest)","role":"\#($0.role)"}"#.utf8)
        }
        return tree(leaves[...]).description
    }

    private static func tree(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        guard leaves.count > 1 else { return Digest(of: [0] + (leaves.first ?? [])) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let left = tree(leaves.prefix(half))
        let right = tree(leaves.dropFirst(half))
        return Digest(of: [1] + left.bytes + right.bytes)
    }
}
