import Testing

@testable import CEL

@Suite struct CELProgramTests {
    @Test func `an expression evaluates`() throws {
        let program = try CELProgram("1 + 2", in: CELEnvironment())
        guard case .value(.int(3)) = program.evaluate(CELActivation([:])) else {
            Issue.record("1 + 2 is not 3")
            return
        }
    }
}
