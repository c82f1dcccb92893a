import Governance
@testable import ModelFiles
import SupplyChain
import Testing
import Transparency

@testable import Operations

@Suite struct VersionLicencesTests {
    private static func card(_ yaml: String) -> LookedFile {
        let bytes = Array("---\n\(yaml)\n---\n# A card\n".utf8)
        return LookedFile(
            digest: Digest(of: bytes), facts: FileFacts(path: "README.md", byteCount: bytes.count),
            licence: LicenceFact(path: "README.md", bytes: bytes))
    }

    private static func part(
        _ role: PartRole, _ name: String, _ files: [LookedFile] = []
    ) -> ScannedPart {
        ScannedPart(
            part: Part(role: role, digest: Digest(of: Array(name.utf8))), name: name, files: files)
    }

    private static func verdicts(_ parts: [ScannedPart], _ policy: LicencePolicy? = nil) -> [String]
    {
        let json = VersionLicences(of: parts).json(by: policy)
        return ["commercial", "distribution", "service"].map {
            json[$0]?["verdict"]?.stringValue ?? "none"
        }
    }

    @Test func `permissive works may be used in any way`() {
        let parts = [Self.part(.weights, "model", [Self.card("license: mit")])]
        #expect(Self.verdicts(parts) == ["allow", "allow", "allow"])
    }

    @Test func `an adapter under Apache on weights for research may not be sold`() {
        let parts = [
            Self.part(.weights, "base", [Self.card("license: cc-by-nc-4.0")]),
            Self.part(.adapter, "adapter", [Self.card("license: apache-2.0")]),
        ]
        #expect(Self.verdicts(parts)[0] == "deny")
        let chains = VersionLicences(of: parts)
            .findings(by: LicencePolicy(uses: [.commercial], otherwise: .allow))
            .filter { $0.finding.effect == .deny }.map(\.finding.chain)
        #expect(chains.contains(["adapter", "base"]))
    }

    @Test func `data for research binds a model that says nothing`() {
        let parts = [
            Self.part(.weights, "model"),
            Self.part(.trainingData, "data", [Self.card("license: cc-by-nc-4.0")]),
        ]
        let found = VersionLicences(of: parts)
            .findings(by: LicencePolicy(uses: [.commercial], otherwise: .allow))
        #expect(found.map(\.finding.chain).contains(["model", "data"]))
        #expect(!found.contains { $0.finding.reason == .noLicence })
    }

    @Test func `one's own files that speak of nothing are not asked about`() {
        let parts = [Self.part(.weights, "model"), Self.part(.trainingData, "data")]
        #expect(Self.verdicts(parts) == ["allow", "allow", "allow"])
        #expect(VersionLicences(of: parts).json(by: nil)["stated"] == false)
    }

    @Test func `a base that nobody knows is asked about, and the policy may know it`() throws {
        let card = Self.card("license: apache-2.0\nbase_model: org/base")
        let parts = [Self.part(.adapter, "adapter", [card])]
        #expect(Self.verdicts(parts)[0] == "ask")
        let known = try LicencePolicy(yaml: Array("works: {org/base: MIT}".utf8))
        #expect(Self.verdicts(parts, known)[0] == "allow")
        let forbidden = try LicencePolicy(yaml: Array("works: {org/base: CC-BY-NC-4.0}".utf8))
        #expect(Self.verdicts(parts, forbidden)[0] == "deny")
    }

    @Test func `a header states licence and base`() {
        var facts = FileFacts(path: "model.gguf", byteCount: 1)
        facts.texts = [
            TextFact(kind: .statement, name: "general.license", excerpt: "mit", place: Place()),
            TextFact(
                kind: .statement, name: "general.base_model.0.repo_url",
                excerpt: "https://huggingface.co/org/base", place: Place()),
        ]
        let fact = LicenceFact(header: facts)
        #expect(fact?.licence == "MIT")
        #expect(fact?.baseModels == ["org/base"])
        #expect(LicenceFact(header: FileFacts(path: "x", byteCount: 1)) == nil)
    }
}
