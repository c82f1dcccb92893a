import Foundation
import Testing
import Transparency

/// One byte changes, and everybody learns exactly what that voids.
@Suite struct ChangedVersion {
    private func carried(_ answer: Programs.Answer, holding: Bool) -> [String] {
        (answer.json?["carryover"]?["items"]?.arrayValue ?? [])
            .filter { $0["holds"] == .bool(holding) }
            .compactMap { $0["name"]?.stringValue }.sorted()
    }

    @Test func `one flipped byte of the weights is found and voids what looked at them`()
        async throws
    {
        let story = try await AdultIncome.released()
        let model = try story.flippedModel()
        let no = try await story.home.assay("verify", model, "--json")
        #expect(no.status == 1)
        #expect(no.json?["verified"] == false)
        #expect(no.json?["differences"] == [["kind": "changed", "path": "model.json"]])

        let changed = try await story.register(model)
        #expect(changed.json?["version"] == "model:income@3")
        let judged = try await story.gate("income@3")
        #expect(judged.status == 2)
        #expect(
            carried(judged, holding: false) == [
                "eval_report", "fairness_report", "model_card", "risk-reviewer",
            ])
        #expect(carried(judged, holding: true) == ["dataset_record"])
        #expect(judged.json?["carryover"]?["void"] == 4)
        #expect(judged.json?["carryover"]?["of"] == 5)
        #expect(judged.json?["carryover"]?["changed"] == ["weights"])
        #expect(judged.json?["carryover"]?["redo"]?.arrayValue?.count == 2)
        #expect(judged.json?["release"] == nil as JSON)
        let text = try await story.home.assay("gate", "income@3", "--to", "production")
        #expect(text.output.contains("4 of 5 evidence and approvals void"), "\(text.output)")
    }

    @Test func `one more byte of code voids the approval of the whole and no measurement`()
        async throws
    {
        let story = try await AdultIncome.released()
        let source = try String(
            contentsOf: URL(filePath: "\(AdultIncome.folder)/train.py"), encoding: .utf8)
        let code = try story.home.write(source + "\n", to: "train.py")
        _ = try await story.register(
            "\(AdultIncome.folder)/model-2", AdultIncome.parts(code: code))
        let judged = try await story.gate("income@3")
        #expect(judged.status == 2)
        #expect(carried(judged, holding: false) == ["risk-reviewer"])
        #expect(
            carried(judged, holding: true) == [
                "dataset_record", "eval_report", "fairness_report", "model_card",
            ])
        #expect(outcomes(judged).filter { $0.value != "holds" } == ["risk-review": "undecided"])
        let redo = judged.json?["carryover"]?["redo"]?.arrayValue ?? []
        #expect(redo == ["assay approve income@3 --to production --as NAME:risk-reviewer"])

        #expect(
            try await story.approve("income@3", as: "ruth@example.org:risk-reviewer").status == 0)
        #expect(try await story.gate("income@3").status == 0)
    }

    @Test func `a renamed, an added and a missing file are told apart`() async throws {
        let story = try await AdultIncome.released()
        let model = "\(story.home.folder)/model-2"
        let files = FileManager.default
        try files.copyItem(atPath: "\(AdultIncome.folder)/model-2", toPath: model)
        try files.moveItem(atPath: "\(model)/config.json", toPath: "\(model)/settings.json")
        try files.removeItem(atPath: "\(model)/MODEL_CARD.md")
        try story.home.write("new", to: "model-2/notes.txt")
        let answer = try await story.home.assay("verify", model, "--release", "income@2", "--json")
        #expect(answer.status == 1)
        let differences = (answer.json?["differences"]?.arrayValue ?? []).map {
            "\($0["kind"]?.stringValue ?? "") \($0["path"]?.stringValue ?? "")"
        }
        #expect(
            Set(differences) == [
                "renamed settings.json", "missing MODEL_CARD.md", "added notes.txt",
            ])
    }
}
