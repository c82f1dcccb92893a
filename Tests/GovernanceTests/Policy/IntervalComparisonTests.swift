import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct IntervalComparisonTests {
    /// What `atLeast(evidence.eval_report.m, limit)` or `atMost` comes to.
    private func outcome(_ call: String, of measure: JSON) throws -> Outcome {
        let program = try CELProgram(
            call.replacing("(m,", with: "(evidence.eval_report.m,"), in: PolicyFacts.environment)
        let facts = UsableFacts(try Income.dossier([Income.evidence(saying: ["m": measure])]))
        switch program.evaluate(facts.variables(.everything).activation) {
        case .value(.bool(let isKept)): return isKept ? .keeps : .breaks
        case .unknown(let unknown): return .open(unknown.paths)
        case .error(let error): return .failed(error.kind)
        case .value: return .open([])
        }
    }

    private enum Outcome: Equatable {
        case keeps, breaks
        case open(Set<String>)
        case failed(CELError.Kind)
    }

    private func interval(_ lower: Double, _ upper: Double) -> JSON {
        ["value": .number((lower + upper) / 2), "lower": .number(lower), "upper": .number(upper)]
    }

    private let needsRows = Outcome.open([IntervalComparison.needsRows])

    @Test func `at least holds when the whole interval reaches the limit`() throws {
        #expect(try outcome("atLeast(m, 0.8)", of: interval(0.8, 0.9)) == .keeps)
        #expect(try outcome("atLeast(m, 0.8)", of: interval(0.8.nextDown, 0.9)) == needsRows)
        #expect(try outcome("atLeast(m, 0.8)", of: interval(0.7, 0.8)) == needsRows)
        #expect(try outcome("atLeast(m, 0.8)", of: interval(0.7, 0.8.nextDown)) == .breaks)
        #expect(try outcome("atLeast(m, 0.8)", of: interval(0.8, 0.8)) == .keeps)
    }

    @Test func `at most holds when the whole interval stays within the limit`() throws {
        #expect(try outcome("atMost(m, 0.1)", of: interval(0.05, 0.1)) == .keeps)
        #expect(try outcome("atMost(m, 0.1)", of: interval(0.05, 0.1.nextUp)) == needsRows)
        #expect(try outcome("atMost(m, 0.1)", of: interval(0.1, 0.2)) == needsRows)
        #expect(try outcome("atMost(m, 0.1)", of: interval(0.1.nextUp, 0.2)) == .breaks)
        #expect(try outcome("atMost(m, 0.1)", of: interval(0.1, 0.1)) == .keeps)
    }

    @Test func `a bare number is exact`() throws {
        #expect(try outcome("atLeast(m, 0.8)", of: 0.8) == .keeps)
        #expect(try outcome("atLeast(m, 0.8)", of: .number(0.8.nextDown)) == .breaks)
        #expect(try outcome("atMost(m, 0.8)", of: 0.8) == .keeps)
        #expect(try outcome("atMost(m, 0.8)", of: .number(0.8.nextUp)) == .breaks)
    }

    @Test func `a limit may be a whole number`() throws {
        #expect(try outcome("atLeast(m, 1000)", of: 1000) == .keeps)
        #expect(try outcome("atLeast(m, 1000)", of: 999) == .breaks)
        #expect(try outcome("atMost(m, 0)", of: interval(0, 1)) == needsRows)
    }

    @Test(arguments: [
        JSON.null, true, "0.9", [], [0.8, 0.9], [:], ["value": 0.9], ["lower": 0.9],
        ["lower": 0.9, "upper": nil], ["lower": "0.9", "upper": "1"],
        ["lower": 0.95, "upper": 0.9], ["lower": 1, "upper": 0],
    ])
    func `what is no measure keeps no limit and breaks none`(measure: JSON) throws {
        #expect(try outcome("atLeast(m, 0.8)", of: measure) == .failed(.noSuchOverload))
        #expect(try outcome("atMost(m, 0.8)", of: measure) == .failed(.noSuchOverload))
    }

    @Test func `a measure that is not a number keeps no limit and breaks none`() throws {
        #expect(try outcome("atLeast(m, 0.8)", of: .number(.nan)) == needsRows)
        #expect(try outcome("atMost(m, 0.8)", of: .number(.nan)) == needsRows)
        #expect(try outcome("atMost(m, 0.8)", of: interval(.nan, .nan)) == .failed(.noSuchOverload))
    }

    @Test func `an unknown measure stays unknown`() throws {
        let program = try CELProgram(
            "atLeast(evidence.aibom.score, 1)", in: PolicyFacts.environment)
        guard
            case .unknown(let unknown) = program.evaluate(
                UsableFacts(try Income.dossier()).variables(.everything).activation)
        else {
            Issue.record("an unknown measure was decided")
            return
        }
        #expect(unknown.paths == ["evidence.aibom.score"])
    }

    @Test func `what is shown agrees with what is judged`() throws {
        var random = SeededRandom()
        for _ in 0..<2000 {
            let ends = (0..<2).map { _ in Double(Int.random(in: 0...6, using: &random)) / 8 }
                .sorted()
            let measure = random.chance(30) ? JSON.number(ends[0]) : interval(ends[0], ends[1])
            let limit = Double(Int.random(in: 0...6, using: &random)) / 8
            for kind in IntervalComparison.allCases {
                let shown = kind.outcome(measure, limit)
                let judged = try outcome("\(kind.rawValue)(m, \(limit))", of: measure)
                #expect(judged == (shown.map { $0 ? .keeps : .breaks } ?? needsRows))
            }
        }
    }
}
