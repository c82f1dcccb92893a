import Testing
import Transparency

@testable import SupplyChain

@Suite struct DependencyVerdictTests {
    private static func database() throws -> AdvisoryDatabase {
        var builder = AdvisoryDatabaseBuilder()
        let json =
            #"{"id":"A-1","modified":"2024","affected":[{"package":{"ecosystem":"PyPI","name":"x"},"#
            + #""ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1"},{"fixed":"2"}]}]}]}"#
        builder.add(try Advisory(json: Array(json.utf8)))
        return try builder.database()
    }

    private static func dependency(
        _ name: String, _ version: Dependency.Version, _ ecosystem: Dependency.Ecosystem = .pypi
    ) throws -> Dependency {
        Dependency(
            name: try #require(PackageName(name)), version: version, ecosystem: ecosystem,
            place: Dependency.Place(path: "f", line: 1))
    }

    @Test(
        arguments: [
            ("x", "1.5", .pypi, "vulnerable"), ("x", "2.0", .pypi, "clear"),
            ("x", "1-x", .pypi, "undecided"),
            ("y", "1-x", .pypi, "clear"), ("x", "2.0", .conda(isSurelyPython: false), "clear"),
            ("y", "1", .conda(isSurelyPython: false), "undecided"),
            ("y", "1", .conda(isSurelyPython: true), "clear"),
        ] as [(String, String, Dependency.Ecosystem, String)])
    func `a pinned version is clear, vulnerable, or nobody can tell`(
        _ name: String, _ version: String, _ ecosystem: Dependency.Ecosystem, _ expected: String
    ) throws {
        let database = try Self.database()
        let dependency = try Self.dependency(name, .pinned(InstalledVersion(version)), ecosystem)
        let verdict = try database.verdict(on: dependency)
        switch verdict {
        case .clear: #expect(expected == "clear")
        case .vulnerable: #expect(expected == "vulnerable")
        case .undecided: #expect(expected == "undecided")
        }
        var matcher = AdvisoryMatcher(database)
        #expect(try matcher.verdict(on: dependency) == verdict)
        #expect(try matcher.verdict(on: dependency) == verdict)
    }

    @Test func `what is not pinned is undecided, and no report with it is clear`() throws {
        var listing = DependencyListing()
        listing.add(try Self.dependency("y", .pinned(InstalledVersion("1"))))
        #expect(try DependencyReport(of: listing, by: DependencyVerdicts(Self.database())).isClear)
        listing.add(try Self.dependency("y", .undecided(.notPinned(">=1"))))
        let report = try DependencyReport(of: listing, by: DependencyVerdicts(Self.database()))
        #expect(!report.isClear && report.vulnerable.isEmpty)
        #expect(report.undecided.map(\.verdict) == [.undecided(.version(.notPinned(">=1")))])
    }

    @Test func `a line that could not be read keeps a report from being clear`() throws {
        var listing = DependencyListing()
        listing.add(problem: "p", at: Dependency.Place(path: "f", line: 1))
        #expect(try !DependencyReport(of: listing, by: DependencyVerdicts(Self.database())).isClear)
    }
}
