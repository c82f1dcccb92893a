import Testing

@testable import Governance

@Suite struct PrincipalTests {
    @Test func `those who run the platform and those who audit it may not sign off`() {
        #expect(
            Set(PrincipalRole.allCases.filter(\.maySignOff)) == [
                .approver, .modelOwner, .riskReviewer, .dataSteward,
            ])
    }

    @Test func `roles are ordered by their names`() {
        #expect(
            PrincipalRole.allCases.sorted().map(\.rawValue)
                == PrincipalRole.allCases.map(\.rawValue).sorted())
    }
}
