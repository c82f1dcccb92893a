import Foundation
import Governance
import Ledger
import ModelFiles
import Operations
import SupplyChain
import Testing
import Transparency

/// What a version's files say is kept, judged, and judged again without them.
@Suite struct RecordScanTests {
    private let story: IncomeStory
    private var platform: Platform { story.test.platform }

    init() throws {
        story = try IncomeStory()
        try story.test.write("{}", to: "model/model.json")
        try story.test.write("cos\nsystem\n(S'true'\ntR.", to: "model/weights.pkl")
        try story.test.write("leaky==1.9\nfine==1.0\n", to: "model/requirements.txt")
    }

    private func looked() async throws -> [ScannedPart] {
        var parts: [ScannedPart] = []
        for part in try await story.parts() {
            let again = try await HashedPart.hash(
                role: part.role, path: part.path, looksInside: true)
            parts.append(again.scanned)
        }
        return parts
    }

    private func scan() async throws -> (VersionName, RecordScan.Scanned) {
        let version = try await story.register().version.name
        let scanned = try await platform.perform(
            RecordScan(version: version, parts: looked(), by: story.maker))
        return (version, scanned)
    }

    private func advise(fixedIn fixed: String) throws {
        story.test.clock.pass(milliseconds: 1)
        let advisory = """
            {"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "summary": "it leaks",
             "severity": [{"type": "CVSS_V3",
             "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected": [{"package": {"ecosystem": "PyPI", "name": "leaky"}, "ranges": [
             {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "\(fixed)"}]}]}]}
            """
        try story.test.write(advisory, to: "TEST-1.json")
        _ = try AdvisoryFile(in: story.test.folder)
            .import(["\(story.test.folder)/TEST-1.json"], isAdded: false)
    }

    private func open() async throws -> [OpenFinding] {
        try await platform.perform(ListFindings(page: PageRequest(), by: story.maker)).findings
    }

    @Test func `a dangerous file is evidence, and a finding with an owner and a day`() async throws
    {
        let (version, scanned) = try await scan()
        let predicate = scanned.evidence.predicate
        #expect(scanned.evidence.kind == .scanReport)
        #expect(scanned.evidence.grade == .observed)
        #expect(predicate["outcome"] == "dangerous")
        #expect(predicate["dangerous"] == 1)
        #expect(predicate["findings"]?[0]?["subject"] == "os.system")
        #expect(predicate["sources"] == ["pkg:pypi"])
        #expect(predicate["unidentified"] == 0)
        let packages = predicate["components"]?.arrayValue ?? []
        #expect(packages.map { $0["purl"] } == ["pkg:pypi/fine@1.0", "pkg:pypi/leaky@1.9"])
        #expect(scanned.raisedCount == 1)
        let finding = try #require(try await open().first)
        #expect(finding.version == version.description)
        #expect(finding.path == "weights.pkl")
        #expect(finding.ownerName == "tom@example.org")
        let raised = try #require(finding.raisedAt)
        #expect(finding.due == raised.adding(days: 7))
    }

    @Test func `new advisories judge every version again without its files`() async throws {
        let (version, _) = try await scan()
        let none = try await platform.perform(RejudgeVersions(by: story.maker))
        #expect(none.changed == [])
        try advise(fixedIn: "2.0")
        let judged = try await platform.perform(RejudgeVersions(by: story.maker))
        #expect(judged.versionCount == 1)
        #expect(judged.changed == [version])
        #expect(judged.raisedCount == 1)
        let found = try await open().map(\.message)
        #expect(found.contains("leaky 1.9 has TEST-1, fixed in 2.0: it leaks"))
        let shown = try await platform.perform(
            ShowVersion(version: version, to: "production", by: story.maker))
        let report = shown.dossier.evidence.last { $0.kind == .scanReport }
        let known = report?.predicate["vulnerabilities"]?[0]
        #expect(known?["id"] == "TEST-1")
        #expect(known?["affects"] == ["pkg:pypi/leaky@1.9"])
        #expect(known?["fixed"] == ["2.0"])
        #expect(known?["ratings"]?[0]?["severity"] == "critical")
        try advise(fixedIn: "1.5")
        let again = try await platform.perform(RejudgeVersions(by: story.maker))
        #expect(again.resolvedCount == 1)
        #expect(try await open().map(\.rule) == ["pickle-call"])
    }

    @Test func `the gate judges by the advisories of its day`() async throws {
        let (version, _) = try await scan()
        _ = try await story.gate(version)
        #expect(try await open().count == 1)
        try advise(fixedIn: "2.0")
        _ = try await story.gate(version)
        #expect(try await open().count == 2)
        let size = try await story.test.recordCount()
        _ = try await story.gate(version)
        // Nothing is new: the decision alone is recorded.
        #expect(try await story.test.recordCount() == size + 1)
    }

    @Test func `a licence policy that is new judges every version again`() async throws {
        try story.test.write("---\nlicense: cc-by-nc-4.0\n---\n", to: "model/README.md")
        let (version, scanned) = try await scan()
        let licensing = scanned.evidence.predicate["licensing"]
        #expect(licensing?["commercial"]?["verdict"] == "deny")
        #expect(try await open().map(\.rule) == ["pickle-call"])
        try story.test.write("for: [commercial]", to: "licences.yaml")
        let judged = try await platform.perform(RejudgeVersions(by: story.maker))
        #expect(judged.changed == [version])
        let rules = try await open().filter { $0.severity == "dangerous" }.map(\.rule)
        #expect(rules.sorted() == ["licence-denied", "pickle-call"])
        try story.test.write("permit: [all]", to: "licences.yaml")
        let fault = await #expect(throws: Failure.self) {
            try await platform.perform(RejudgeVersions(by: story.maker))
        }
        #expect(fault?.code == "bad_licence_policy")
    }

    @Test func `the example for scanned sources keeps its fixtures, and closes for a pickle`()
        async throws
    {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Examples/policies/scanned-sources.yaml").standardized.path()
        let policy = try PolicyFile(path: path).policy()
        #expect(policy.runFixtures().flatMap(\.differences) == [])
        #expect(policy.fixtures.count == 3)
        let (version, _) = try await scan()
        let decision = try await JudgeVersion(
            version: version, to: "production", policyFile: PolicyFile(path: path),
            by: story.maker
        ).run(on: platform).decision
        let violated = decision.findings.filter { $0.outcome == .violated }.map(\.rule)
        #expect(violated == ["harmless", "formats"])
    }

    @Test func `what is vulnerable is a statement that others read`() async throws {
        let (version, _) = try await scan()
        let none = try await story.test.failure { try await vulnerabilities(of: version) }
        #expect(none.code == "no_advisories")
        try advise(fixedIn: "2.0")
        _ = try await platform.perform(RejudgeVersions(by: story.maker))
        let statement = try await vulnerabilities(of: version)
        #expect(statement["predicateType"] == "https://in-toto.io/attestation/vulns/v0.1")
        let result = statement["predicate"]?["scanner"]?["result"]
        #expect(result?[0]?["id"] == "TEST-1")
        #expect(result?[0]?["severity"]?[0]?["method"] == "CVSS_V3")
        #expect(result?[0]?["annotations"]?[0]?["fixed"] == "2.0")
        let read = try ImportedDocument(parsing: statement.canonicalBytes, signedBy: [])
        #expect(read.json["vulnerabilities"]?[0]?["id"] == "TEST-1")
    }

    private func vulnerabilities(of version: VersionName) async throws -> JSON {
        try await platform.perform(
            ExportBillOfMaterials(
                version: version, format: .vulns, namesPeople: false, by: story.maker))
    }

    @Test func `the bill of a version has the packages that its files list`() async throws {
        let (version, _) = try await scan()
        let bill = try await platform.perform(
            ExportBillOfMaterials(
                version: version, format: .cycloneDX, namesPeople: false, by: story.maker))
        let urls = (bill["components"]?.arrayValue ?? []).compactMap { $0["purl"]?.stringValue }
        #expect(urls.contains("pkg:pypi/leaky@1.9"))
    }

    @Test func `the same files scanned again raise nothing twice`() async throws {
        let (_, first) = try await scan()
        let size = try await story.test.recordCount()
        let (_, again) = try await scan()
        #expect(again.raisedCount == 0)
        #expect(again.evidence == first.evidence)
        #expect(try await story.test.recordCount() == size)
        story.test.clock.pass(days: 2)
        let (_, later) = try await scan()
        #expect(later.evidence.id != first.evidence.id)
        #expect(try await open().count == 1)
    }

    @Test func `what the rows say follows from the records`() async throws {
        _ = try await scan()
        try advise(fixedIn: "2.0")
        _ = try await platform.perform(RejudgeVersions(by: story.maker))
        let report = try await CheckReadModels(by: story.maker).run(on: platform)
        #expect(report.differences == [])
    }

    @Test func `facts are read back as they were kept`() async throws {
        let part = try await HashedPart.hash(
            role: .weights, path: "\(story.test.folder)/model", looksInside: true
        ).scanned
        let again = try #require(ScannedPart(json: JSON(parsing: part.json.canonicalBytes)))
        #expect(again.json == part.json)
        #expect(again.files.map(\.facts) == part.files.map(\.facts))
        #expect(again.files.map(\.listing) == part.files.map(\.listing))
    }

    @Test func `a scan that leaves files or parts out settles nothing`() async throws {
        let (version, _) = try await scan()
        let all = try await looked()
        let weights = try #require(all.first { $0.part.role == .weights })
        let others = all.filter { $0.part.role != .weights }
        let fewer = ScannedPart(
            part: weights.part, name: weights.name,
            files: weights.files.filter { $0.path != "weights.pkl" })
        for parts in [others, others + [fewer], []] {
            let refused = await #expect(throws: Failure.self) {
                try await platform.perform(
                    RecordScan(version: version, parts: parts, by: story.maker))
            }
            #expect(refused?.code == "not_all_files")
        }
        #expect(try await open().count == 1)
    }

    @Test func `facts of other bytes are not taken for the version's`() async throws {
        let version = try await story.register().version.name
        let stranger = Part(role: .weights, digest: Digest(of: [1]))
        await #expect(throws: Failure.self) {
            try await platform.perform(
                RecordScan(
                    version: version,
                    parts: [ScannedPart(part: stranger, name: "x", files: [])], by: story.maker))
        }
    }

    @Test func `a record of a scan is projected for ever`() async throws {
        let text = #"""
            {"at":"2026-09-21T14:13:20.000Z","body":{"basis":{"advisories":null,"modified":null,\#
            "rules":1},"evidence":"sha256:\#(String(repeating: "0", count: 64))",\#
            "grade":"observed","outcome":"dangerous","parts":[],"raised":[{"at":"2026-09-21T14:13:20.000Z",\#
            "due":"2026-09-28T14:13:20.000Z","id":"abc","message":"calls","owner":"p:1",\#
            "path":"a.pkl","role":"weights","rule":"pickle-call","severity":"dangerous",\#
            "subject":"os.system"}],"resolved":["def"],"version":"model:income@1"},"by":"p:1",\#
            "grade":"declared","kind":"version_scanned","number":1,"v":1,"writer":"test"}
            """#
        let record = try Record(parsing: Array(text.utf8))
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        #expect(changes.count == 3)
        for change in changes { try change.validate() }
    }
}
