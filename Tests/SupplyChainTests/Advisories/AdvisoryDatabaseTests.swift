import Foundation
import Testing
import Transparency

@testable import SupplyChain

@Suite struct AdvisoryDatabaseTests {
    private static func advisory(
        _ id: String, package: String = "x", aliases: [JSON] = [], modified: String = "2024",
        withdrawn: JSON = nil
    ) throws -> Advisory {
        try Advisory([
            "id": .string(id), "aliases": .array(aliases), "modified": .string(modified),
            "withdrawn": withdrawn,
            "affected": [
                [
                    "package": ["ecosystem": "PyPI", "name": .string(package)],
                    "ranges": [
                        [
                            "type": "ECOSYSTEM",
                            "events": [["introduced": "0"], ["fixed": "2.0"]],
                        ]
                    ], "versions": ["1.0", "1.5", "3.0", "0.3-p1"],
                ]
            ],
        ])
    }

    private static func database(_ advisories: [Advisory]) throws -> AdvisoryDatabase {
        var builder = AdvisoryDatabaseBuilder()
        for advisory in advisories { builder.add(advisory) }
        return try builder.database()
    }

    @Test func `what was put in is found by the package's name`() throws {
        let database = try Self.database([
            Self.advisory("A-1"), Self.advisory("A-2", package: "Y.z"),
        ])
        let again = try AdvisoryDatabase(bytes: database.bytes)
        #expect(again.advisoryCount == 2 && again.packageCount == 2 && again.modified == "2024")
        let name = try #require(PackageName("y_Z"))
        let findings = try again.findings(of: name, version: InstalledVersion("1.1"))
        #expect(findings.map(\.advisory.id) == ["A-2"])
        #expect(findings.first?.fixedVersion == "2.0")
        #expect(try again.advisories(of: name)[0].affected[0].versions == ["0.3-p1", "3.0"])
        #expect(try again.advisories(of: #require(PackageName("other"))).isEmpty)
    }

    @Test func `one set of advisories has one form, in whatever order it came`() throws {
        let advisories = try (0..<20).map { try Self.advisory("A-\($0)", package: "p\($0 % 3)") }
        let forward = try Self.database(advisories).bytes
        #expect(try Self.database(advisories.reversed()).bytes == forward)
    }

    @Test func `aliases of aliases are aliases`() throws {
        let database = try Self.database([
            Self.advisory("A-1", aliases: ["CVE-1"]),
            Self.advisory("G-1", aliases: ["CVE-1", "O-9"]),
            Self.advisory("B-1"),
        ])
        let found = try database.advisories(of: #require(PackageName("x")))
        #expect(found.map(\.aliases) == [["CVE-1", "G-1", "O-9"], [], ["A-1", "CVE-1", "O-9"]])
    }

    @Test func `advisories of one vulnerability are found together`() throws {
        let database = try Self.database([
            Self.advisory("A-1", aliases: ["CVE-1"]), Self.advisory("B-1"),
            Self.advisory("G-1", aliases: ["CVE-1"]),
        ])
        let name = try #require(PackageName("x"))
        let findings = try database.findings(of: name, version: InstalledVersion("1.0"))
        let groups = AdvisoryFinding.byVulnerability(findings)
        #expect(groups.map { $0.map(\.advisory.id) } == [["A-1", "G-1"], ["B-1"]])
    }

    @Test func `an advisory taken back is none, and the last change counts`() throws {
        let old = try Self.advisory("A-1", modified: "2023")
        let withdrawn = try Self.advisory("A-1", modified: "2024", withdrawn: "2024")
        #expect(try Self.database([old, withdrawn]).advisoryCount == 0)
        #expect(try Self.database([withdrawn, old]).advisoryCount == 0)
    }

    @Test func `a changed database is refused or its advisories are, without a trap`() throws {
        let database = try Self.database([Self.advisory("A-1"), Self.advisory("A-2")])
        let name = try #require(PackageName("x"))
        for bytes in Mutations(seeds: [database.bytes.text], count: 5_000) {
            guard let changed = try? AdvisoryDatabase(bytes: bytes) else { continue }
            _ = try? changed.findings(of: name, version: InstalledVersion("1.0"))
        }
    }

    @Test(
        .enabled(
            if: AdvisoryArchive.exists,
            "the advisories stand beside the checkout, in ../shared/reference/osv"))
    func `3,773 packages and versions have the advisories of the reference`() throws {
        #expect(AdvisoryArchive.files.count == 2_661)
        let database = try #require(AdvisoryArchive.database)
        #expect(database.packageCount >= 660)
        let triples = try #require(
            JSON(parsing: ReferenceVectors.bytes("osv/match_vectors.json")).arrayValue)
        #expect(triples.count == 3_773)
        var different: [String] = []
        for triple in triples {
            let name = try #require(PackageName(triple[0]?.stringValue ?? ""))
            let version = InstalledVersion(triple[1]?.stringValue ?? "")
            let findings = try database.findings(of: name, version: version)
            let ids = findings.filter { $0.affectedness == .affected }.map(\.advisory.id)
            let wanted = (triple[2]?.arrayValue ?? []).compactMap(\.stringValue)
            if Set(ids) != Set(wanted) { different.append("\(name) \(version.text): \(ids)") }
        }
        #expect(different.isEmpty)
    }

    @Test(
        .enabled(
            if: AdvisoryArchive.exists,
            "the advisories stand beside the checkout, in ../shared/reference/osv"))
    func `the database of all advisories loads without being read`() throws {
        let database = try #require(AdvisoryArchive.database)
        // Bytes that are nobody's advisory are found out when they are asked for, and not before.
        var bytes = database.bytes
        let last = bytes.count - 2
        bytes[last] = 0xFF
        let loaded = try AdvisoryDatabase(bytes: bytes)
        #expect(loaded.packageCount == database.packageCount)
        #expect(throws: DocumentError.self) { _ = try loaded.all() }
    }
}
