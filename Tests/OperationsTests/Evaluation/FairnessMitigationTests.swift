import Operations
import Statistics
import Testing
import Transparency

@Suite struct FairnessMitigationTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    private func measure(_ text: String) throws -> MeasureFairness.Measured {
        let measured = try MeasureFairness(
            data: test.write(text, to: "data.csv"), label: "y", score: "p", sensitive: ["sex"],
            configuration: FairnessConfiguration(rule: .atLeast, thresholds: [0.5])
        ).measured(mitigating: true)
        return try #require(measured.first)
    }

    /// Men's scores are a fifth higher than women's who are as likely to qualify.
    private static let rows: String = {
        let lines = (0..<400).map { row in
            let (isMan, place) = (row % 2 == 0, row / 2 % 100)
            let score = min(Double(place) / 125 + (isMan ? 0.2 : 0), 1)
            return "\(isMan ? "M" : "F"),\(place * 7 % 100 < place ? 1 : 0),\(score)"
        }
        return "sex,y,p\n" + lines.joined(separator: "\n") + "\n"
    }()

    @Test func `each parity is met, and what it costs is said`() throws {
        let mitigation = try #require(try measure(Self.rows).mitigations.first)
        #expect(mitigation.leftOut == nil)
        #expect(mitigation.thresholds.map(\.constraint) == ParityConstraint.allCases)
        for found in mitigation.thresholds {
            #expect(found.gapAfter < 1e-9 && found.gapBefore > 0.1, "\(found.constraint)")
        }
        let json = try measure(Self.rows).json["mitigation"]?[0]
        #expect(json?["thresholds"]?[0]?["constraint"] == "demographic_parity")
        #expect(json?["reweighing"]?["groups"]?[0]?["positive_weight"]?.doubleValue ?? 0 > 0)
    }

    @Test func `a group of one label alone has no thresholds, and weights all the same`() throws {
        let measured = try measure("sex,y,p\nF,1,0.9\nF,1,0.1\nM,1,0.9\nM,0,0.2\n")
        let mitigation = try #require(measured.mitigations.first)
        #expect(mitigation.thresholds.isEmpty)
        #expect(mitigation.leftOut?.contains("group `F` have the same label") == true)
        #expect(mitigation.reweighing.groups.count == 2)
        #expect(measured.json["mitigation"]?[0]?["left_out"] != nil)
    }
}
