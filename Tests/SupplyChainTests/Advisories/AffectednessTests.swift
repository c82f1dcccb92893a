import Testing

@testable import SupplyChain

@Suite struct AffectednessTests {
    private static func range(_ events: AffectedRange.Event...) -> AffectedRange {
        AffectedRange(events: events)
    }

    @Test(
        arguments: [
            ([.introduced("0"), .fixed("2")], "1.9", .affected),
            ([.introduced("0"), .fixed("2")], "2.0", .unaffected),
            ([.introduced("0"), .fixed("2")], "0.dev0", .affected),
            ([.introduced("1"), .lastAffected("2")], "2.0", .affected),
            ([.introduced("1"), .lastAffected("2")], "2.0+cpu", .affected),
            ([.introduced("1"), .lastAffected("2")], "2.0.post1", .unaffected),
            ([.fixed("2"), .introduced("1"), .introduced("3"), .fixed("4")], "2.5", .unaffected),
            ([.fixed("2"), .introduced("1"), .introduced("3"), .fixed("4")], "3.5", .affected),
            ([.introduced("0"), .limit("2")], "2", .unaffected),
            ([.introduced("0"), .limit("2"), .limit("*")], "1", .affected),
            ([.introduced("0"), .fixed("2")], "0.3-p1", .undecided),
            ([.introduced("0")], "0.3-p1", .affected),
            ([.introduced("0"), .fixed("2-x")], "1.0", .undecided),
        ] as [([AffectedRange.Event], String, Affectedness)])
    func `a range is walked upwards`(
        _ events: [AffectedRange.Event], _ version: String, _ expected: Affectedness
    ) {
        let range = AffectedRange(events: events)
        #expect(range.affectedness(of: PythonVersion(version)) == expected)
    }

    @Test(
        arguments: [
            ("1.0.0", .affected), ("3", .affected), ("3.0+cpu", .affected), ("0.3.2d", .affected),
            ("0.3.2e", .undecided), ("2.0", .unaffected),
        ] as [(String, Affectedness)])
    func `a version is affected that is listed or in a range`(
        _ version: String, _ expected: Affectedness
    ) throws {
        let package = AffectedPackage(
            name: try #require(PackageName("x")), versions: ["3.0", "0.3.2d"],
            ranges: [Self.range(.introduced("0.5"), .fixed("1.1"))])
        #expect(package.affectedness(of: InstalledVersion(version)) == expected)
    }

    @Test func `without a list or a range nothing is known`() throws {
        let package = AffectedPackage(
            name: try #require(PackageName("x")), versions: [], ranges: [])
        #expect(package.affectedness(of: InstalledVersion("1.0")) == .undecided)
    }

    @Test func `the fix to take is the smallest above the version`() throws {
        let package = AffectedPackage(
            name: try #require(PackageName("x")), versions: [],
            ranges: [
                Self.range(.introduced("2"), .fixed("2.10")),
                Self.range(.introduced("0"), .fixed("1.1")),
                Self.range(.introduced("2.3"), .fixed("2.9")),
            ])
        #expect(package.fixedVersion(after: InstalledVersion("2.4")) == "2.9")
        #expect(package.fixedVersion(after: InstalledVersion("2.10")) == nil)
    }
}
