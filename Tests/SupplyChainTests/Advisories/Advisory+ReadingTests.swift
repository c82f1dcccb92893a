import Testing
import Transparency

@testable import SupplyChain

@Suite struct AdvisoryReadingTests {
    private static let yaml = """
        id: PYSEC-1
        details: "Two\\n  lines"
        aliases: [CVE-1]
        modified: 2024-01-02T03:04:05Z
        severity:
        - {type: CVSS_V3, score: 'CVSS:3.1/AV:N'}
        affected:
        - package: {name: A_b, ecosystem: PyPI}
          ranges:
          - {type: GIT, repo: r, events: [{introduced: '0'}]}
          - type: ECOSYSTEM
            events:
            - introduced: '0'
            - fixed: 1.10
          versions: [1.0, 1.1]
        - package: {name: c, ecosystem: npm}
        """

    @Test func `an advisory in YAML is read, its versions as they are written`() throws {
        let advisory = try Advisory(yaml: Array(Self.yaml.utf8))
        let range = AffectedRange(events: [.introduced("0"), .fixed("1.10")])
        let name = try #require(PackageName("a-b"))
        #expect(
            advisory.affected == [
                AffectedPackage(name: name, versions: ["1.0", "1.1"], ranges: [range])
            ])
        #expect(advisory.id == "PYSEC-1" && advisory.aliases == ["CVE-1"])
        #expect(advisory.summary == "Two lines" && !advisory.isWithdrawn)
        #expect(advisory.severities == [Severity(system: "CVSS_V3", vector: "CVSS:3.1/AV:N")])
    }

    @Test func `an advisory in JSON is read`() throws {
        let json =
            #"{"id":"G-1","withdrawn":"2024-01-01T00:00:00Z","affected":[{"package":"#
            + #"{"ecosystem":"PyPI","name":"x"},"versions":["1"],"severity":[{"type":"CVSS_V4","score":"v"}]}]}"#
        let advisory = try Advisory(json: Array(json.utf8))
        #expect(advisory.isWithdrawn && advisory.severities.map(\.system) == ["CVSS_V4"])
        #expect(advisory.affected.map(\.versions) == [["1"]])
    }

    @Test(
        arguments: [
            "", "[]", "{}", #"{"id":""}"#, #"{"id":"a b"}"#, #"{"id":"a","affected":[{}]}"#,
            #"{"id":"a","aliases":"b"}"#, #"{"id":"a","aliases":[1]}"#,
            #"{"id":"a","affected":[{"package":{"ecosystem":"PyPI","name":"/"}}]}"#,
            #"{"id":"a","affected":[{"package":{"ecosystem":"PyPI","name":"x"},"versions":[1]}]}"#,
            #"{"id":"a","affected":[{"package":{"ecosystem":"PyPI","name":"x"},"ranges":[{"events":[{}]}]}]}"#,
            #"{"id":"a","affected":[{"package":{"ecosystem":"PyPI","name":"x"},"ranges":[{"events":[{"fixed":"1"}]}]}]}"#,
        ])
    func `what is no advisory is refused`(_ json: String) {
        #expect(throws: DocumentError.self) { try Advisory(json: Array(json.utf8)) }
    }

    @Test func `no change of the text traps`() {
        for bytes in Mutations(seeds: [Self.yaml], count: 3_000) { _ = try? Advisory(yaml: bytes) }
        let json = (try? Advisory(yaml: Array(Self.yaml.utf8)))?.record.canonical ?? ""
        #expect(!json.isEmpty)
        for bytes in Mutations(seeds: [json], count: 5_000) { _ = try? Advisory(json: bytes) }
    }
}
