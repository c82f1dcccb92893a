import Governance
import Testing
import Transparency

@Suite struct GrantTests {
    @Test(arguments: ["viewer", "risk-reviewer@health", "administrator", "gateway-client@a-1"])
    func `a grant reads as it is written`(text: String) throws {
        let grant = try #require(Grant(text))
        #expect(grant.description == text)
        #expect(Grant(json: grant.json) == grant)
    }

    @Test(arguments: ["", "king", "viewer@", "viewer@A", "viewer@a@b", "@a", "Viewer"])
    func `what is no role, or no workspace, is no grant`(text: String) {
        #expect(Grant(text) == nil)
    }

    @Test(arguments: [
        #"{"role":"viewer"}"#, #"{"role":"king","workspace":null}"#,
        #"{"role":"viewer","workspace":"A"}"#, #"{"role":"viewer","workspace":1}"#,
    ])
    func `a grant whose workspace does not read is not one for all`(text: String) throws {
        #expect(Grant(json: try JSON(parsing: Array(text.utf8))) == nil)
    }
}
