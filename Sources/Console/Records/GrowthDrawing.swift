import Ledger
import Transparency

/// How many records there were when, as a line.
struct GrowthDrawing: Sendable, Equatable {
    let line: String
    let area: String
    let fromDay: String
    let untilDay: String
    let growthLabel: String

    private static let width = 600.0
    private static let height = 90.0

    /// `nil` for fewer than two records, or when all are of one moment.
    init?(_ growth: [(index: Int, at: Instant)]) {
        guard let first = growth.first, let last = growth.last else { return nil }
        let (start, end) = (first.at.milliseconds, last.at.milliseconds)
        guard end > start, last.index > first.index else { return nil }
        let points = growth.map { point in
            let time = Double(point.at.milliseconds - start) / Double(end - start)
            let size = Double(point.index - first.index) / Double(last.index - first.index)
            let x = Self.text(time * Self.width)
            return "\(x),\(Self.text(4 + (1 - size) * (Self.height - 8)))"
        }
        line = points.joined(separator: " ")
        area = "0,\(Int(Self.height)) \(line) \(Int(Self.width)),\(Int(Self.height))"
        fromDay = Moment.day(of: Instant(milliseconds: start))
        untilDay = Moment.day(of: Instant(milliseconds: end))
        growthLabel =
            "From \(fromDay) to \(untilDay) the ledger grew to \(last.index + 1) records"
    }

    private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
