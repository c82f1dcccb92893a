import Testing

@testable import Governance

@Suite struct PolicyNodeTests {
    @Test func `an error says where and what`() {
        let error = PolicyError(line: 3, column: 7, message: "unknown key `x`")
        #expect("\(error)" == "line 3, column 7: unknown key `x`")
    }
}
