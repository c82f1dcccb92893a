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
    private static let textWidth = 205.0
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

    private var scale: ChartScale {
        if let range { return ChartScale(range) }
        let values = lines.flatMap { [$0.measure.lower, $0.measure.upper, $0.measure.value] }
        return ChartScale(fitting: [0] + values + (limit.map { [$0] } ?? []))
    }

    /// `nil` for what has no place.
    private func place(_ value: Double) -> Double? {
        let room = Self.width - Self.nameWidth - Self.textWidth
        return scale.share(value).map { Self.nameWidth + $0 * room }
    }

    private func axis(_ bottom: Double) -> Markup {
        let scale = self.scale
        return (0...4).map { step -> Markup in
            let value = scale.value(at: Double(step) / 4)
            guard let x = place(value) else { return "" }
            return """
                <line class="grid" x1="\(x)" x2="\(x)" y1="4" y2="\(bottom)"/>\
                <text class="tick" x="\(x)" y="\(bottom + 14)">\(MeasuredValue.tick(value))</text>
                """
        }.joined
    }

    private func limitLine(_ bottom: Double) -> Markup {
        guard let limit, let x = place(limit) else { return "" }
        return """
            <line class="limit" x1="\(x)" x2="\(x)" y1="4" y2="\(bottom)"/>
            """
    }

    private func line(_ line: Line, at y: Double) -> Markup {
        let measure = line.measure
        let name = line.name.count > 32 ? line.name.prefix(31) + "…" : line.name[...]
        return """
            <text class="name" x="\(Self.nameWidth - 12)" y="\(y + 4)">\(String(name))\
            <title>\(line.name)</title></text>\(drawn(line, at: y))\
            <text class="value" x="\(Self.width - Self.textWidth + 14)" y="\(y + 4)">\
            \(measure.text) <tspan class="interval">\(measure.interval)</tspan></text>
            """
    }

    private func drawn(_ line: Line, at y: Double) -> Markup {
        let kind: Markup = line.isMarked ? "mark" : "measure"
        var drawn: Markup = ""
        if let lower = place(line.measure.lower), let upper = place(line.measure.upper) {
            drawn = """
                <line class="\(kind)" x1="\(lower)" x2="\(upper)" y1="\(y)" y2="\(y)"/>
                """
        }
        guard let x = place(line.measure.value) else { return drawn }
        return drawn + """
            <circle class="\(kind)" cx="\(x)" cy="\(y)" r="4"/>
            """
    }
}
