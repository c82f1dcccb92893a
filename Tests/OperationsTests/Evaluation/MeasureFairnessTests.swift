import Operations
import Statistics
import Testing
import Transparency

@Suite struct MeasureFairnessTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    private func measure(
        _ text: String, label: String = "y", score: String = "p", sensitive: [String] = ["sex"],
        isCrossed: Bool = false, positive: String? = nil, thresholds: [Double] = [0.5],
        baseline: FairnessBaseline = .largest
    ) throws -> [FairnessReport] {
        try MeasureFairness(
            data: try test.write(text, to: "data.csv"), label: label, score: score,
            sensitive: sensitive, isCrossed: isCrossed, positive: positive,
            configuration: FairnessConfiguration(
                rule: .atLeast, thresholds: thresholds, baseline: baseline)
        ).run()
    }

    /// Of ten rows each, 8 men and 4 women are selected, as many of each age.
    private static let rows: String = {
        let lines = (0..<20).map { row in
            let (isMan, number) = (row < 10, row % 10)
            let isSelected = number < (isMan ? 8 : 4)
            return "\(isMan ? "M" : "F"),\(number % 2 == 0 ? "old" : "young"),"
                + "\(number % 3 == 0 ? 1 : 0),\(isSelected ? 0.9 : 0.1)"
        }
        return "sex,age,y,p\n" + lines.joined(separator: "\n") + "\n"
    }()

    @Test func `each group's rate, its gap to the baseline and four fifths are worked by hand`()
        throws
    {
        let report = try #require(
            try measure(Self.rows, thresholds: [0.95, 0.5], baseline: .group("M")).first)
        #expect(report.attribute == "sex" && report.rows == 20 && report.unknownRows == 0)
        #expect(report.thresholds.map(\.threshold) == [0.5, 0.95])
        let point = report.thresholds[0]
        let women = try #require(point.groups.first { $0.name == "F" })
        #expect(women.comparison(.selection)?.estimate?.value == 0.4)
        #expect(abs((women.comparison(.selection)?.difference?.value ?? 0) + 0.4) < 1e-12)
        #expect(point.impact.categories.first { $0.count.name == "F" }?.isFlagged == true)
        #expect(point.impact.categories.first { $0.count.name == "F" }?.ratio?.value == 0.5)
        #expect(report.thresholds[1].groups.allSatisfy { $0.confusion.truePositives == 0 })
    }

    @Test func `columns are also crossed when asked, last and in their order`() throws {
        let reports = try measure(Self.rows, sensitive: ["sex", "age"], isCrossed: true)
        #expect(reports.map(\.attribute) == ["sex", "age", "sex × age"])
        let crossed = try #require(reports.last)
        #expect(
            Set(crossed.groups.map(\.name))
                == ["F × old", "F × young", "M × old", "M × young"])
        #expect(crossed.groups.map(\.rows) == [5, 5, 5, 5])
        #expect(try measure(Self.rows, isCrossed: true).count == 1)
    }

    @Test func `ages are cut at their quartiles, or where it is said`() throws {
        let lines = (0..<400).map { "\(20 + $0 % 40),\($0 % 3 == 0 ? 1 : 0),0.\($0 % 9)" }
        let path = try test.write(
            "age,y,p\n" + lines.joined(separator: "\n") + "\n", to: "ages.csv")
        var question = MeasureFairness(
            data: path, label: "y", score: "p", sensitive: ["age"],
            configuration: FairnessConfiguration(rule: .atLeast, thresholds: [0.5]))
        let quartiles = try #require(try question.measured(mitigating: false).first)
        #expect(
            quartiles.report.groups.map(\.name)
                == ["under 30", "30 to under 40", "40 to under 50", "50 or more"])
        #expect(quartiles.json["cut"]?["edges"] == [30, 40, 50])
        #expect(
            quartiles.cut?.note(of: "age").hasPrefix(
                "`age` has 40 different numbers, cut at its quartiles 30, 40 and 50; ") == true)
        question.ranges = ["age": .edges([25])]
        let cut = try #require(try question.measured(mitigating: false).first)
        #expect(cut.report.groups.map(\.name) == ["under 25", "25 or more"])
        #expect(cut.report.groups.map(\.rows) == [50, 350])
        question.ranges = ["age": .each]
        let each = try #require(try question.measured(mitigating: false).first)
        #expect(each.report.groups.count == 40 && each.json["cut"] == nil)
    }

    @Test func `rows of no known group are counted, and belong to none`() throws {
        let report = try #require(try measure(Self.rows + ",old,1,0.9\n,old,0,0.9\n").first)
        #expect(report.unknownRows == 2 && report.rows == 22)
        #expect(report.groups.map(\.rows) == [10, 10])
        let none = #expect(throws: Failure.self) {
            try measure("sex,y,p\n,1,0.5\n,0,0.5\n")
        }
        #expect(none?.message.hasSuffix("no row has a value in the column `sex`") == true)
    }

    @Test func `labels may be texts of which one is the positive one`() throws {
        let text = "sex,y,p\nF,yes,0.9\nF,no,0.9\nM,yes,0.9\nM,no,0.1\n"
        let report = try #require(try measure(text, positive: "yes").first)
        #expect(report.groups.map(\.positives) == [1, 1])
        let other = #expect(throws: Failure.self) { try measure(text, positive: "maybe") }
        #expect(other?.message.contains("no row of column `y` is `maybe`") == true)
    }

    @Test(arguments: [
        ("", "the file is empty"), ("sex,y,p\n", "there are no rows to measure"),
        ("sex,y,q\nF,1,0.5\n", "no column `p`"), ("sex,y,p\nF,1,nan\n", "`nan`"),
        ("sex,y,p\nF,2,0.5\n", "`2` in column `y`, line 2"),
        ("sex,y,p\nF,1,high\n", "`high` in column `p`, line 2"),
    ])
    func `a file that does not read is a fault in one sentence`(
        text: String, saying: String
    ) throws {
        let failure = try #require(#expect(throws: Failure.self) { try measure(text) })
        #expect(failure.kind == .fault)
        #expect(failure.message.contains("data.csv: ") && failure.message.contains(saying))
    }

    @Test func `what cannot be compared is refused`() throws {
        let unknown = #expect(throws: Failure.self) {
            try measure(Self.rows, baseline: .group("X"))
        }
        #expect(unknown?.message.contains("no group `X`") == true)
        for thresholds in [[], [0.5, 0.5], [Double.nan]] {
            let failure = #expect(throws: Failure.self) {
                try measure(Self.rows, thresholds: thresholds)
            }
            #expect(failure?.code == "bad_sample")
        }
        let lines = (0..<300).map { "g\($0),\($0 % 2),0.5" }
        let many = #expect(throws: Failure.self) {
            try measure("sex,y,p\n" + lines.joined(separator: "\n") + "\n")
        }
        #expect(many?.message.contains("the 300 groups of `sex` are too many") == true)
    }
}
