import Testing

@testable import Governance

@Suite struct PartRoleTests {
    @Test func `the roles are those of the design`() {
        #expect(
            PartRole.allCases.map(\.rawValue) == [
                "weights", "adapter", "tokenizer", "config", "prompt", "index", "code",
                "environment", "training-data", "evaluation-data", "reference-profile", "envelope",
            ])
    }

    @Test func `roles are ordered by their names`() {
        #expect(
            PartRole.allCases.sorted().map(\.rawValue) == PartRole.allCases.map(\.rawValue).sorted()
        )
    }
}
