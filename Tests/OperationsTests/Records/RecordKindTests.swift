import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The members of each kind's body: a recorded body is never changed, only joined by a new kind.
@Suite struct RecordKindTests {
    static let golden: [RecordKind: [String]] = [
        .versionRegistered: [
            "artifacts[].bytes", "artifacts[].digest", "artifacts[].files", "artifacts[].folder",
            "artifacts[].name", "artifacts[].path", "artifacts[].role", "subject.name",
            "subject.owners.business", "subject.owners.technical", "subject.purpose",
            "subject.risk", "version.author", "version.grade", "version.name",
            "version.parts[].digest", "version.parts[].role", "version.registeredAt",
            "version.root",
        ],
        .evidenceAdded: [
            "at", "by", "grade", "id", "kind", "lookedAt[].digest", "lookedAt[].role",
        ],
        .versionScanned: [
            "basis.advisories", "basis.licences", "basis.modified", "basis.rules", "evidence",
            "grade", "outcome", "parts[].facts", "parts[].name", "parts[].part.digest",
            "parts[].part.role", "raised[].at", "raised[].due", "raised[].id", "raised[].message",
            "raised[].owner", "raised[].path", "raised[].role", "raised[].rule",
            "raised[].severity", "raised[].subject", "version",
        ],
        .versionJudged: [
            "at", "decision", "engine", "facts", "outcomes.equal-opportunity", "outcomes.harmless",
            "outcomes.owners", "outcomes.performance", "outcomes.risk-review", "policy",
            "policyName", "root", "to", "verdict", "version",
        ],
        .versionApproved: [
            "approval.at", "approval.by", "approval.grade", "approval.id",
            "approval.lookedAt[].digest", "approval.lookedAt[].role", "approval.role",
            "approval.root", "approval.subject", "approval.terms", "approval.to",
        ],
        .findingWaived: [
            "waiver.at", "waiver.because", "waiver.by", "waiver.grade", "waiver.id",
            "waiver.role", "waiver.root", "waiver.rule", "waiver.subject", "waiver.terms",
            "waiver.to", "waiver.until",
        ],
        .releaseSigned: [
            "at", "bundles[]", "decision", "parts[].digest", "parts[].role", "root", "statement",
            "to", "version",
        ],
    ]

    private func members(_ json: JSON, _ path: String = "") -> Set<String> {
        if let object = json.objectValue {
            return object.reduce(into: []) { found, member in
                let name = path.isEmpty ? member.key : "\(path).\(member.key)"
                found.formUnion(members(member.value, name))
            }
        }
        guard let array = json.arrayValue else { return [path] }
        return array.reduce(into: []) { $0.formUnion(members($1, path + "[]")) }
    }

    @Test func `each kind of record says what it always said`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "unfair")
        for finding in try await story.gate(name).decision.findings
        where finding.outcome != .holds && finding.rule != "risk-review" {
            _ = try await WaiveFinding(
                version: name, to: "production", rule: finding.rule, because: "a trial",
                until: platform.now().adding(days: 30), by: story.reviewer
            ).run(on: platform)
        }
        _ = try await story.approve(name, as: story.reviewer)
        #expect(try await story.gate(name).decision.verdict == .allow)
        var found: [RecordKind: Set<String>] = [:]
        let size = try await platform.store.head().size
        for bytes in try await platform.store.records(in: 0..<size) {
            let record = try Record(parsing: bytes)
            let kind = try #require(RecordKind(rawValue: record.kind))
            found[kind, default: []].formUnion(members(record.body))
        }
        #expect(found.mapValues { $0.sorted() } == Self.golden)
    }
}
