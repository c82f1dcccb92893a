/// What one group's decisions can be at every threshold, and at chance mixtures of two.
///
/// The corners of the upper hull of points `(x, y)`; on a line between two corners lies what
/// deciding by the one threshold with some chance, and else by the other, gives on average.
struct OperatingCurve: Sendable {
    struct Point: Sendable, Equatable {
        /// Rows with this score or a higher one are decided as true; infinite for none.
        let score: Double
        let truePositiveRate: Double
        let falsePositiveRate: Double
        let x: Double
        let y: Double
    }

    /// Ascending by `x`.
    let corners: [Point]

    /// - Parameters:
    ///   - ties: The group's rows; at least one of either label.
    ///   - axes: What `x` and `y` are, from the true and false positive rates.
    init(
        _ ties: ScoreTies,
        axes: (_ truePositive: Double, _ falsePositive: Double) -> (x: Double, y: Double)
    ) {
        var points: [Point] = []
        var (positives, negatives) = (0, 0)
        for index in (0...ties.ties.count).reversed() {
            if index < ties.ties.count {
                positives += ties.ties[index].positives
                negatives += ties.ties[index].negatives
            }
            let rates = (
                Double(positives) / Double(ties.positives),
                Double(negatives) / Double(ties.negatives)
            )
            let place = axes(rates.0, rates.1)
            points.append(
                Point(
                    score: index < ties.ties.count ? ties.ties[index].score : .infinity,
                    truePositiveRate: rates.0, falsePositiveRate: rates.1, x: place.x, y: place.y))
        }
        corners = Self.hull(points.sorted { ($0.x, $1.y) < ($1.x, $0.y) })
    }

    /// The monotone chain, upper half.
    private static func hull(_ points: [Point]) -> [Point] {
        var hull: [Point] = []
        for point in points where hull.last?.x != point.x {
            while hull.count > 1 {
                let (last, before) = (hull[hull.count - 1], hull[hull.count - 2])
                let turn =
                    (last.x - before.x) * (point.y - before.y)
                    - (last.y - before.y) * (point.x - before.x)
                guard turn >= 0 else { break }
                hull.removeLast()
            }
            hull.append(point)
        }
        return hull
    }

    /// The corners about an `x` of 0...1, and the chance of the second.
    func mixture(at x: Double) -> (first: Point, second: Point, chanceOfSecond: Double) {
        let index = min(
            max(corners.firstIndex { $0.x >= x } ?? corners.count - 1, 1), corners.count - 1)
        let (first, second) = (corners[index - 1], corners[index])
        let chance = (x - first.x) / (second.x - first.x)
        return (first, second, min(max(chance, 0), 1))
    }

    func y(at x: Double) -> Double {
        let mixture = mixture(at: x)
        return mixture.first.y + (mixture.second.y - mixture.first.y) * mixture.chanceOfSecond
    }
}
