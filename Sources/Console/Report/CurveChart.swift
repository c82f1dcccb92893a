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

    private func x(_ value: Double) -> Double {
        let share = (value - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
        return Self.left + min(max(share, 0), 1) * (Self.width - Self.left - 16)
    }

    private func y(_ value: Double) -> Double {
        let share = (value - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound)
        let room = Self.height - Self.bottom - 12
        return Self.height - Self.bottom - min(max(share, 0), 1) * room
    }

    private var axes: Markup {
        let steps = (0...4).map { Double($0) / 4 }
        let grid = steps.map { step -> Markup in
            let xValue = xRange.lowerBound + (xRange.upperBound - xRange.lowerBound) * step
            let yValue = yRange.lowerBound + (yRange.upperBound - yRange.lowerBound) * step
            let floor = Self.height - Self.bottom
            return """
                <line class="grid" x1="\(x(xValue))" x2="\(x(xValue))" y1="12" y2="\(floor)"/>\
                <line class="grid" x1="\(Self.left)" x2="\(Self.width - 16)" y1="\(y(yValue))" \
                y2="\(y(yValue))"/>\
                <text class="tick" x="\(x(xValue))" y="\(floor + 16)">\
                \(MeasuredValue.tick(xValue))</text>\
                <text class="name" x="\(Self.left - 8)" y="\(y(yValue) + 4)">\
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
        guard hasDiagonal else { return "" }
        let (least, most) = (xRange.lowerBound, xRange.upperBound)
        return """
            <line class="limit" x1="\(x(least))" y1="\(y(least))" x2="\(x(most))" y2="\(y(most))"/>
            """
    }

    private var path: Markup {
        guard let first = points.first else { return "" }
        let rest = points.dropFirst().map { point -> Markup in
            " L \(x(point.x)) \(y(point.y.value))"
        }
        return """
            <path class="curve" d="M \(x(first.x)) \(y(first.y.value))\(rest.joined)"/>
            """
    }

    private func drawn(_ point: Point) -> Markup {
        """
        <line class="measure" x1="\(x(point.x))" x2="\(x(point.x))" y1="\(y(point.y.lower))" \
        y2="\(y(point.y.upper))"/>\
        <circle class="measure" cx="\(x(point.x))" cy="\(y(point.y.value))" r="4"/>
        """
    }
}
