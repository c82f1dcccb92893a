import Governance
import Operations

/// The things around one as boxes in columns: what it comes of at its left, what comes of it at its
/// right, each by how many activities away it is.
struct LineageDrawing: Sendable {
    struct Box: Sendable {
        let x: Int
        let y: Int
        let label: String
        let place: String
        let tip: String
        let href: String
        let mark: String
    }

    struct Rest: Sendable {
        let x: Int
        let y: Int
        let text: String
    }

    let width: Int
    let height: Int
    let boxes: [Box]
    let rests: [Rest]
    /// Each a path from one box to another.
    let ways: [String]
    let drawingLabel: String

    private static let (boxWidth, boxHeight) = (206, 44)
    private static let (columnStep, rowStep) = (262, 58)
    /// Boxes in a column, and columns to each side.
    private static let (rowCountMax, columnCountMax) = (9, 4)

    private struct Column {
        var items: [LineageTrace.Item]
        var moreCount: Int
        /// Whether what is in it comes of the middle.
        let isDownstream: Bool
    }

    init(_ of: String, upstream: LineageTrace, downstream: LineageTrace) {
        let left = Self.columns(upstream), right = Self.columns(downstream)
        let rows = (left + right).map { $0.items.count + ($0.moreCount > 0 ? 1 : 0) }.max() ?? 1
        height = max(rows, 1) * Self.rowStep + 16
        width = (left.count + right.count) * Self.columnStep + Self.boxWidth + 4
        let versions = Dictionary(
            (upstream.versions + downstream.versions).map { ($0.name.description, $0) }
        ) { first, _ in first }
        let middle = (x: left.count * Self.columnStep + 2, y: (height - Self.boxHeight) / 2)
        var boxes = [
            Self.box(
                of, downstream.items.first { $0.reference == of }?.partOf ?? [], at: middle,
                mark: "here", tip: of)
        ]
        var (rests, ways): ([Rest], [String]) = ([], [])
        for (side, columns) in [(-1, left), (1, right)] {
            var places: [String: (x: Int, y: Int)] = [:]
            for (number, column) in columns.enumerated() {
                let x = middle.x + side * (number + 1) * Self.columnStep
                let count = column.items.count + (column.moreCount > 0 ? 1 : 0)
                let top = (height - count * Self.rowStep) / 2 + 7
                for (row, item) in column.items.enumerated() {
                    let place = (x: x, y: top + row * Self.rowStep)
                    places[item.reference] = place
                    let mark = versions[item.reference].map(Self.mark) ?? "thing"
                    boxes.append(
                        Self.box(
                            item.reference, item.partOf, at: place, mark: mark, tip: Self.tip(item))
                    )
                    let from = item.from.flatMap { places[$0] } ?? middle
                    ways.append(side > 0 ? Self.way(from, place) : Self.way(place, from))
                }
                if column.moreCount > 0 {
                    rests.append(
                        Rest(
                            x: x + 8, y: top + column.items.count * Self.rowStep + 22,
                            text: "and \(Wording.count(column.moreCount)) more"))
                }
            }
        }
        (self.boxes, self.rests, self.ways) = (boxes, rests, ways)
        drawingLabel =
            "\(Wording.count(upstream.count, "thing")) \(upstream.count == 1 ? "leads" : "lead") to it, "
            + "\(Wording.count(downstream.count, "thing")) \(downstream.count == 1 ? "comes" : "come") of it"
    }

    private static func columns(_ trace: LineageTrace) -> [Column] {
        var columns: [Column] = []
        for item in trace.items where (1...columnCountMax).contains(item.depth) {
            while columns.count < item.depth {
                columns.append(
                    Column(items: [], moreCount: 0, isDownstream: trace.direction == .downstream))
            }
            if columns[item.depth - 1].items.count < rowCountMax {
                columns[item.depth - 1].items.append(item)
            } else {
                columns[item.depth - 1].moreCount += 1
            }
        }
        return columns
    }

    private static func box(
        _ reference: String, _ partOf: [String], at place: (x: Int, y: Int), mark: String,
        tip: String
    ) -> Box {
        let label = LineageLabel(reference, partOf: partOf).boxed
        return Box(
            x: place.x, y: place.y, label: label.name, place: label.place, tip: tip,
            href: Address("lineage").asking(["of": reference]), mark: mark)
    }

    private static func mark(_ version: LineageTrace.Reached) -> String {
        version.isRecalled ? "deny" : version.releasedTo.isEmpty ? "version" : "allow"
    }

    private static func tip(_ item: LineageTrace.Item) -> String {
        item.through.isEmpty ? item.reference : "\(item.reference), \(item.through)"
    }

    /// From the right side of a box to the left side of another.
    private static func way(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int)) -> String {
        let start = (x: from.x + boxWidth, y: from.y + boxHeight / 2)
        let end = (x: to.x, y: to.y + boxHeight / 2)
        let middle = (start.x + end.x) / 2
        return "M\(start.x),\(start.y)C\(middle),\(start.y) \(middle),\(end.y) \(end.x),\(end.y)"
    }
}
