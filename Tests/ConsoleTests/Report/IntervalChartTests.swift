import Foundation
import Testing

@testable import Console

@Suite struct IntervalChartTests {
    private static let odd: [Double] = [
        0, 0.5, -3, 1e300, -1e300, .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
        Double.leastNonzeroMagnitude,
    ]

    private static func measure(_ value: Double, _ lower: Double, _ upper: Double) -> MeasuredValue
    {
        MeasuredValue(value: value, lower: lower, upper: upper)
    }

    /// The numbers of an attribute, wherever it stands.
    private static func numbers(_ names: String, _ svg: String) throws -> [Double] {
        let places = try Regex("[ \"](?:\(names))=\"([^\"]*)\"")
        return try svg.matches(of: places).map { match in
            try #require(Double(String(match.output[1].substring ?? "")), "\(match.output[0])")
        }
    }

    private static func places(_ svg: String) throws -> (across: [Double], down: [Double]) {
        (try numbers("x|x1|x2|cx", svg), try numbers("y|y1|y2|cy", svg))
    }

    @Test func `whatever is measured, the drawing stays within its box`() throws {
        for limit in [nil, 0.1, .infinity, .nan] as [Double?] {
            for value in Self.odd {
                let lines = Self.odd.map {
                    IntervalChart.Line(name: "a", measure: Self.measure(value, $0, .infinity))
                }
                let svg = IntervalChart(title: "odd", lines: lines, limit: limit).svg.text
                let height = Double(lines.count) * 24 + 34
                #expect(svg.contains("viewBox=\"0 0 720.0 \(height)\""))
                let (across, down) = try Self.places(svg)
                #expect(across.allSatisfy { (0...720).contains($0) })
                #expect(down.allSatisfy { (0...height).contains($0) })
                #expect(!svg.contains("nan") && !svg.contains("inf"))
            }
        }
    }

    @Test func `an interval without an end is drawn to the edge, and no number not at all`() {
        let open = IntervalChart(
            title: "open", lines: [.init(name: "a", measure: Self.measure(0.5, 0, .infinity))],
            range: 0...1)
        #expect(open.svg.text.contains("<line class=\"measure\" x1=\"220.0\" x2=\"515.0\""))
        #expect(open.svg.text.contains("0 to ∞"))
        let none = IntervalChart(
            title: "none", lines: [.init(name: "a", measure: Self.measure(.nan, .nan, .nan))])
        #expect(!none.svg.text.contains("class=\"measure\"") && none.svg.text.contains("–"))
    }

    @Test func `no lines make an empty drawing, and a name is text`() {
        #expect(IntervalChart(title: "none", lines: []).svg.text.contains("viewBox"))
        let name = "<img src=x>" + String(repeating: "y", count: 40)
        let chart = IntervalChart(
            title: name, lines: [.init(name: name, measure: Self.measure(0, 0, 0))])
        #expect(!chart.svg.text.contains("<img"))
        #expect(chart.svg.text.contains("&lt;img src=x&gt;"))
    }

    @Test func `a curve stays within its box, too`() throws {
        let points = Self.odd.map { CurveChart.Point(x: $0, y: Self.measure($0, -1, .infinity)) }
        let svg = CurveChart(
            title: "odd", xName: "x", yName: "y", points: points, xRange: 0...1, yRange: 0...0,
            hasDiagonal: true
        ).svg.text
        let (across, down) = try Self.places(svg)
        #expect(across.allSatisfy { (0...420).contains($0) })
        #expect(down.allSatisfy { (0...320).contains($0) })
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
}
