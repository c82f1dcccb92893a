import Foundation
import Testing
import Transparency

/// What the ledger proves to people who have the files alone, and what can be made again.
@Suite struct ProvenLedger {
    @Test func `an untouched ledger is whole, complete and signed`() async throws {
        let story = try await AdultIncome.released()
        let answer = try await story.home.assay("log", "verify", "--read-models", "--json")
        #expect(answer.status == 0)
        #expect(answer.json?["integrity"] == "verified")
        #expect(answer.json?["completeness"] == "verified")
        #expect(answer.json?["authenticity"] == "verified")
        #expect(answer.json?["readModels"] == true)
        #expect(answer.json?["size"] == JSON(try story.home.recordCount()))
        #expect(answer.json?["root"]?.stringValue?.hasPrefix("sha256:") == true)
    }

    @Test func `a receipt is checked with the home gone`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let receipt = "\(home.folder)/income.receipt"
        let written = try await home.assay(
            "log", "prove", "income@2", "--out", receipt, "--json")
        #expect(written.status == 0)
        #expect(written.json?["what"] == "release of model:income@2")
        let key = "\(home.folder)/log.pub"
        try FileManager.default.moveItem(atPath: "\(home.path)/keys/log.pub", toPath: key)
        try FileManager.default.removeItem(atPath: home.path)

        let yes = try await home.verify("receipt", receipt, "--key", key, "--json")
        #expect(yes.status == 0)
        #expect(yes.json?["record"]?["kind"] == "release_signed")
        #expect(yes.json?["record"]?["body"]?["version"] == "model:income@2")
        #expect(yes.json?["index"] == written.json?["index"])
    }

    @Test func `a receipt with one other character is never a yes`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let receipt = "\(home.folder)/income.receipt"
        _ = try await home.assay("log", "prove", "income@2", "--out", receipt)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: receipt)))
        var random = SeededRandom()
        for _ in 0..<12 {
            let index = Int.random(in: bytes.indices, using: &random)
            var other = bytes
            other[index] ^= 1
            let file = try home.write(other, to: "other.receipt")
            let answer = try await home.verify(
                "receipt", file, "--key", "\(home.path)/keys/log.pub", "--json")
            #expect(
                answer.status == 1 || answer.status == 3,
                "byte \(index), ASSAY_SEED=\(SeededRandom.seed)")
        }
    }

    @Test func `exported tiles check out, until one of them is altered`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        let tiles = "\(home.folder)/tiles"
        let key = "\(home.path)/keys/log.pub"
        let kept = "\(home.folder)/kept"
        try FileManager.default.copyItem(atPath: "\(home.path)/checkpoint", toPath: kept)
        _ = try await story.addEvidence("income@2", "attestation", about: "code")
        #expect(try await home.assay("log", "export", tiles).status == 0)
        let yes = try await home.verify("tiles", tiles, "--key", key, "--since", kept, "--json")
        #expect(yes.status == 0)
        #expect(yes.json?["integrity"] == "verified")
        #expect(yes.json?["completeness"] == "verified")
        #expect(yes.json?["authenticity"] == "verified")

        let size = try home.recordCount()
        let bundle = "\(tiles)/tile/entries/000.p/\(size)"
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: bundle)))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(filePath: bundle))
        let no = try await home.verify("tiles", tiles, "--key", key, "--json")
        #expect(no.status == 1)
        #expect(no.json?["integrity"] == "failed")

        let stranger = AdultIncome(home: try TestHome())
        _ = try await stranger.home.assay("list")
        let foreign = "\(stranger.home.path)/keys/log.pub"
        let unknown = try await home.verify("tiles", tiles, "--key", foreign, "--json")
        #expect(unknown.status != 0)
        #expect(unknown.json?["authenticity"] != "verified")
    }

    @Test func `a decision replays to the same bytes`() async throws {
        let story = try await AdultIncome.released()
        let decision = try #require(
            try await story.gate("income@2").json?["decision"]?.stringValue)
        let answer = try await story.home.assay("replay", decision, "--json")
        #expect(answer.status == 0)
        #expect(answer.json?["identical"] == true)
        #expect(answer.json?["recorded"] == .string(decision))
        #expect(answer.json?["replayed"] == .string(decision))
    }

    @Test func `the shipped policies pass their own fixtures, and a wrong one fails`() async throws
    {
        let story = try await AdultIncome.released()
        let policies = ["low", "medium", "high"].map { "\(story.home.path)/policies/\($0).yaml" }
        #expect(try await story.home.assay(["policy", "test"] + policies).status == 0)
        let high = try String(contentsOf: URL(filePath: policies[2]), encoding: .utf8)
        let wrong = try story.home.write(
            high.replacingOccurrences(of: "expect: deny", with: "expect: allow"), to: "wrong.yaml")
        let answer = try await story.home.assay("policy", "test", wrong, "--json")
        #expect(answer.status == 1)
        let failed = answer.json?["fixtures"]?.arrayValue?.filter { $0["passed"] == false } ?? []
        #expect(failed.map { $0["name"] } == ["a gap that is surely too wide is denied"])
    }

    @Test func `a backtest lists the decisions that a stricter policy would change`() async throws {
        let story = try await AdultIncome.released()
        let policy = "\(story.home.path)/policies/high.yaml"
        let high = try String(contentsOf: URL(filePath: policy), encoding: .utf8)
        let same = try await story.home.assay("policy", "backtest", policy, "--json")
        #expect(same.status == 0)
        #expect(same.json?["judged"] == 2)
        #expect(same.json?["changes"] == [])
        let strict = try story.home.write(
            high.replacingOccurrences(of: "auc, 0.8)", with: "auc, 0.99)"), to: "strict.yaml")
        let answer = try await story.home.assay("policy", "backtest", strict, "--json")
        #expect(answer.status == 0)
        let changes = answer.json?["changes"]?.arrayValue ?? []
        #expect(changes.map { $0["version"] } == ["model:income@2"])
        #expect(changes.map { $0["was"] } == ["allow"])
        #expect(changes.map { $0["would"] } == ["deny"])
        #expect(changes.map { $0["rules"] } == [["performance"]])
    }
}
