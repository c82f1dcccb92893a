import Testing

@testable import Governance

@Suite struct GradeTests {
    @Test func `grades are ordered from what is said to what is checked`() {
        let inOrder: [Grade] = [.declared, .inferred, .observed, .verified]
        #expect(Grade.allCases.sorted() == inOrder)
        for (index, grade) in inOrder.enumerated() {
            for (other, second) in inOrder.enumerated() {
                #expect((grade < second) == (index < other))
            }
        }
    }
}
