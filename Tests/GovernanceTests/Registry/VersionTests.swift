import Testing
import Transparency

@testable import Governance

@Suite struct VersionTests {
    @Test func `what it writes reads back`() throws {
        let version = try Income.version(7)
        #expect(Version(json: try JSON(parsing: version.json.canonicalBytes)) == version)
    }

    @Test(arguments: ["name", "author", "registeredAt", "grade", "parts", "root"])
    func `a version without one of its members does not read`(member: String) throws {
        var members = try #require(try Income.version().json.objectValue)
        members[member] = nil
        #expect(Version(json: .object(members)) == nil)
        members[member] = [1]
        #expect(Version(json: .object(members)) == nil)
    }

    @Test func `a root that is not that of the parts does not read`() throws {
        var members = try #require(try Income.version().json.objectValue)
        members["root"] = .string(Income.digest("another").description)
        #expect(Version(json: .object(members)) == nil)
        members["root"] = .string(Income.composition.root.description)
        members["parts"] = [Income.weights.json]
        #expect(Version(json: .object(members)) == nil)
    }
}
