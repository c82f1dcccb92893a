import Testing
import Transparency

@testable import Governance

@Suite struct PolicyFixtureTests {
    private func fixture(_ sketch: Sketch) throws(PolicyError) -> PolicyFixture {
        try PolicyFixture(reading: sketch.node)
    }

    private func message(_ sketch: Sketch) -> String? {
        do {
            _ = try fixture(sketch)
            return nil
        } catch { return error.message }
    }

    @Test func `a fixture has facts, a verdict and outcomes`() throws {
        let fixture = try fixture([
            "name": "a", "given": ["to": "staging"], "expect": "deny",
            "findings": ["first": "violated", "second": "waived"],
        ])
        #expect(fixture.name == "a" && fixture.line == 1 && fixture.verdict == .deny)
        #expect(fixture.given == ["to": "staging"])
        #expect(fixture.outcomes == ["first": .violated, "second": .waived])
        #expect(try self.fixture(["name": "a", "expect": "allow"]).given == [:])
    }

    @Test func `unquoted numbers, truths and nothing are what they look like`() throws {
        let evidence: Sketch = [
            "number": "1.5e3", "whole": 7, "yes": "true", "no": "false", "null": "null",
            "tilde": "~", "blank": "", "text": "abc", "quoted": .quoted("1.5"), "nan": "nan",
            "inf": "infinity", "list": [1, [2]],
        ]
        #expect(
            try fixture(["name": "a", "expect": "deny", "given": ["evidence": evidence]])
                .given["evidence"] == [
                    "number": 1500, "whole": 7, "yes": true, "no": false, "null": nil,
                    "tilde": nil, "blank": nil, "text": "abc", "quoted": "1.5", "nan": "nan",
                    "inf": "infinity", "list": [1, [2]],
                ])
    }

    @Test(
        arguments: [
            (["expect": "deny"], "a fixture must have `name`"),
            (["name": "a"], "a fixture must have `expect`"),
            (
                ["name": "a", "expect": "maybe"],
                "`expect` must be one of `allow`, `deny`, `undecided`, not `maybe`"
            ),
            (
                ["name": "a", "expect": "deny", "given": ["evidnce": [:]]],
                "unknown key `evidnce` in `given`, expected one of `subject`, `parts`, `to`, "
                    + "`evidence`, `approvals`"
            ),
            (["name": "a", "expect": "deny", "given": [1]], "`given` must be a map, not a list"),
            (
                ["name": "a", "expect": "deny", "findings": ["a"]],
                "`findings` must be a map from rule to outcome"
            ),
            (
                ["name": "a", "expect": "deny", "findings": ["r": "fails"]],
                "`r` must be one of `holds`, `violated`, `undecided`, `waived`, not `fails`"
            ),
            (
                ["name": "a", "expect": "deny", "findings": ["r": "holds", "r": "violated"]],
                "`r` stands twice in `findings`"
            ),
            (
                ["name": "a", "expect": "deny", "given": ["evidence": ["x": 1, "x": 2]]],
                "`x` stands twice"
            ),
            (
                ["name": "a", "expect": "deny", "expects": "allow"],
                "unknown key `expects` in a fixture, expected one of `name`, `given`, `expect`, "
                    + "`findings`"
            ),
        ] as [(Sketch, String)])
    func `a fixture that cannot be understood is refused`(sketch: Sketch, message: String) {
        #expect(self.message(sketch) == message)
    }
}
