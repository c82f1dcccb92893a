/// Points of a curve, each with its interval, over a square or a wide field.
struct CurveChart {
    struct Point {
        let x: Double
        let y: MeasuredValue
    }

    let title: String
    let xName: String
    let yName: String
    let points: [Point]
    let xRange: ClosedRange<Double>
    let yRange: ClosedRange<Double>
    /// Whether the line is drawn on which both are equal.
    var hasDiagonal = false

    private static let width = 420.0
    private static let height = 320.0
    private static let left = 56.0
    private static let bottom = 42.0

    var svg: Markup {
        """
        <svg class="chart small" viewBox="0 0 \(Self.width) \(Self.height)" role="img" \
        aria-label="\(title)">\(axes)\(diagonal)\(path)\(points.map(drawn).joined)</svg>
        """
    }

    /// `nil` for what has no place.
    private func x(_ value: Double) -> Double? {
        ChartScale(xRange).share(value).map {
            Self.left + $0 * (Self.width - Self.left - 16)
        }
    }

    private func y(_ value: Double) -> Double? {
        ChartScale(yRange).share(value).map {
            Self.height - Self.bottom - $0 * (Self.height - Self.bottom - 12)
        }
    }

    private var axes: Markup {
        let floor = Self.height - Self.bottom
        let grid = (0...4).map { step -> Markup in
            let xValue = ChartScale(xRange).value(at: Double(step) / 4)
            let yValue = ChartScale(yRange).value(at: Double(step) / 4)
            guard let x = x(xValue), let y = y(yValue) else { return "" }
            return """
                <line class="grid" x1="\(x)" x2="\(x)" y1="12" y2="\(floor)"/>\
                <line class="grid" x1="\(Self.left)" x2="\(Self.width - 16)" y1="\(y)" \
                y2="\(y)"/>\
                <text class="tick" x="\(x)" y="\(floor + 16)">\(MeasuredValue.tick(xValue))</text>\
                <text class="name" x="\(Self.left - 8)" y="\(y + 4)">\
                \(MeasuredValue.tick(yValue))</text>
                """
        }.joined
        let middle = (Self.left + Self.width) / 2
        return grid + """
            <text class="tick" x="\(middle)" y="\(Self.height - 6)">\(xName)</text>\
            <text class="tick" transform="translate(12 \(Self.height / 2 - 12)) rotate(-90)">\
            \(yName)</text>
            """
    }

    private var diagonal: Markup {
        guard hasDiagonal, let x1 = x(xRange.lowerBound), let x2 = x(xRange.upperBound),
            let y1 = y(yRange.lowerBound), let y2 = y(yRange.upperBound)
        else { return "" }
        return """
            <line class="limit" x1="\(x1)" y1="\(y1)" x2="\(x2)" y2="\(y2)"/>
            """
    }

    private var path: Markup {
        var steps: Markup = ""
        for point in points {
            guard let x = x(point.x), let y = y(point.y.value) else { continue }
            let letter: Markup = steps.text.isEmpty ? "M" : " L"
            steps = steps + "\(letter) \(x) \(y)"
        }
        guard !steps.text.isEmpty else { return "" }
        return """
            <path class="curve" d="\(steps)"/>
            """
    }

    private func drawn(_ point: Point) -> Markup {
        guard let x = x(point.x) else { return "" }
        var drawn: Markup = ""
        if let lower = y(point.y.lower), let upper = y(point.y.upper) {
            drawn = """
                <line class="measure" x1="\(x)" x2="\(x)" y1="\(lower)" y2="\(upper)"/>
                """
        }
        guard let y = y(point.y.value) else { return drawn }
        return drawn + """
            <circle class="measure" cx="\(x)" cy="\(y)" r="4"/>
            """
    }
}
