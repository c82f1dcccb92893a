import Testing
import Transparency

@testable import Governance

@Suite struct PartTests {
    @Test func `a leaf is the canonical JSON of digest and role`() {
        let text = #"{"digest":"\#(Income.weights.digest)","role":"weights"}"#
        #expect(Income.weights.leaf == Array(text.utf8))
    }

    @Test func `what it writes reads back`() {
        for role in PartRole.allCases {
            let part = Income.part(role, "content")
            #expect(Part(json: part.json) == part)
        }
    }

    @Test(arguments: [
        JSON.null, [:], [], "weights",
        ["role": "weights"],
        ["role": "Weights", "digest": .string(Income.digest("x").description)],
        ["role": "weight", "digest": .string(Income.digest("x").description)],
        ["role": "weights", "digest": "x"], ["role": "weights", "digest": 1],
        ["role": 1, "digest": .string(Income.digest("x").description)],
    ])
    func `what is no part does not read`(json: JSON) {
        #expect(Part(json: json) == nil)
    }

    @Test func `parts are ordered by role first`() {
        let parts = PartRole.allCases.map { Income.part($0, $0.rawValue) }
        #expect(parts.sorted().map(\.role.rawValue) == PartRole.allCases.map(\.rawValue).sorted())
    }
}
