import Governance
import Operations
import SupplyChain
import Testing
import Transparency

@Suite struct ExportBillOfMaterialsTests {
    private func export(
        _ story: IncomeStory, _ name: VersionName, _ format: ExportBillOfMaterials.Format,
        names: Bool = false
    ) async throws -> JSON {
        try await story.test.platform.perform(
            ExportBillOfMaterials(
                version: name, format: format, namesPeople: names, by: story.maker))
    }

    private func card(_ story: IncomeStory, _ name: VersionName) async throws {
        let text =
            "---\nlicense: apache-2.0\nbase_model: microsoft/deberta-v3-base\n---\n# Income\n"
        _ = try await AddEvidence(
            version: name, kind: .modelCard, grade: .declared, predicate: ["text": .string(text)],
            lookedAt: .roles([.weights]), expiresAt: nil, by: story.maker
        ).run(on: story.test.platform)
    }

    @Test(arguments: [ExportBillOfMaterials.Format.cycloneDX, .spdx])
    func `what is registered, measured and said stands in it`(
        _ format: ExportBillOfMaterials.Format
    ) async throws {
        let story = try IncomeStory()
        let registered = try await story.register().version
        _ = try await story.evaluate(registered.name, score: "fair")
        try await card(story, registered.name)
        let json = try await export(story, registered.name, format)
        let document = try ImportedDocument(parsing: json.canonicalBytes)
        guard case .inventory(let inventory) = document.content else {
            Issue.record("it is no inventory")
            return
        }
        #expect(inventory.subjects.map(\.digest) == [registered.composition.root])
        let digests = Set(inventory.components.flatMap(\.hashes).map(\.hex))
        #expect(digests.isSuperset(of: registered.composition.parts.map(\.digest.hex)))
        #expect(inventory.components.contains { $0.name == "model.json" && $0.kind == .file })
        let base = try #require(inventory.components.first { $0.relation == .ancestor })
        #expect(base.url?.description == "pkg:huggingface/microsoft/deberta-v3-base")
        let model = try #require(inventory.components.first { $0.relation == .subject })
        #expect(model.licences == ["Apache-2.0"])
        #expect(json.canonical.contains("selection_rate"))
    }

    @Test func `people are pseudonyms, unless names are asked for`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let hidden = try await export(story, name, .cycloneDX).canonical
        #expect(!hidden.contains("example.org"))
        let named = try await export(story, name, .cycloneDX, names: true).canonical
        #expect(named.contains("bea@example.org") && named.contains("tom@example.org"))
    }

    @Test func `the same facts at the same time are the same bytes`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let first = try await export(story, name, .cycloneDX)
        #expect(try await export(story, name, .cycloneDX) == first)
        story.test.clock.pass(days: 1)
        let later = try await export(story, name, .cycloneDX)
        #expect(later["serialNumber"] != first["serialNumber"])
    }

    @Test func `a version that is not there is a fault`() async throws {
        let story = try IncomeStory()
        let name = try #require(VersionName("model:income@7"))
        let failure = try await story.test.failure { try await export(story, name, .spdx) }
        #expect(failure.code == "unknown_subject")
    }
}
