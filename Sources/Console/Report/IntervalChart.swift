/// Values with their intervals on one scale, a line each.
struct IntervalChart {
    struct Line {
        let name: String
        let measure: MeasuredValue
        /// Set apart from the others: beyond a limit, or below four fifths.
        var isMarked = false
    }

    let title: String
    let lines: [Line]
    /// Where a limit is drawn.
    var limit: Double?
    /// The scale; else it fits the lines.
    var range: ClosedRange<Double>?

    private static let width = 720.0
    private static let nameWidth = 220.0
    private static let textWidth = 180.0
    private static let lineHeight = 24.0

    var svg: Markup {
        let height = Double(lines.count) * Self.lineHeight + 34
        let drawn = lines.enumerated().map { line($1, at: 14 + Double($0) * Self.lineHeight) }
        let bottom = height - 20
        return """
            <div class="scroll"><svg class="chart" viewBox="0 0 \(Self.width) \(height)" \
            role="img" aria-label="\(title)">\(axis(bottom))\(limitLine(bottom))\(drawn.joined)\
            </svg></div>
            """
    }

    private var scale: ClosedRange<Double> {
        if let range { return range }
        let values = lines.flatMap { [$0.measure.lower, $0.measure.upper, $0.measure.value] }
        let all = values + (limit.map { [$0] } ?? [])
        let (least, most) = (min(all.min() ?? 0, 0), all.max() ?? 1)
        return least...(most > least ? most : least + 1)
    }

    private func place(_ value: Double) -> Double {
        let scale = self.scale
        let share = (value - scale.lowerBound) / (scale.upperBound - scale.lowerBound)
        let room = Self.width - Self.nameWidth - Self.textWidth
        return Self.nameWidth + min(max(share, 0), 1) * room
    }

    private func axis(_ bottom: Double) -> Markup {
        let scale = self.scale
        return (0...4).map { step -> Markup in
            let value =
                scale.lowerBound + (scale.upperBound - scale.lowerBound) * Double(step) / 4
            let x = place(value)
            return """
                <line class="grid" x1="\(x)" x2="\(x)" y1="4" y2="\(bottom)"/>\
                <text class="tick" x="\(x)" y="\(bottom + 14)">\(MeasuredValue.tick(value))</text>
                """
        }.joined
    }

    private func limitLine(_ bottom: Double) -> Markup {
        guard let limit else { return "" }
        let x = place(limit)
        return """
            <line class="limit" x1="\(x)" x2="\(x)" y1="4" y2="\(bottom)"/>
            """
    }

    private func line(_ line: Line, at y: Double) -> Markup {
        let measure = line.measure
        let name = line.name.count > 32 ? line.name.prefix(31) + "…" : line.name[...]
        let kind: Markup = line.isMarked ? "mark" : "measure"
        return """
            <text class="name" x="\(Self.nameWidth - 12)" y="\(y + 4)">\(String(name))\
            <title>\(line.name)</title></text>\
            <line class="\(kind)" x1="\(place(measure.lower))" x2="\(place(measure.upper))" \
            y1="\(y)" y2="\(y)"/>\
            <circle class="\(kind)" cx="\(place(measure.value))" cy="\(y)" r="4"/>\
            <text class="value" x="\(Self.width - Self.textWidth + 14)" y="\(y + 4)">\
            \(measure.text) <tspan class="interval">\(measure.interval)</tspan></text>
            """
    }
}
