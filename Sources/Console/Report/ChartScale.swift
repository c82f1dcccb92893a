/// Where values lie along a drawing's side: whatever they are, within it.
struct ChartScale {
    let least: Double
    let most: Double

    /// - Parameter range: From its lowest to its highest value.
    init(_ range: ClosedRange<Double>) {
        self.init(fitting: [range.lowerBound, range.upperBound])
    }

    /// As wide as values are; those that are not finite lie at an end, or nowhere.
    init(fitting values: [Double]) {
        let finite = values.filter(\.isFinite)
        let (least, most) = (finite.min() ?? 0, finite.max() ?? 1)
        let isWide = most > least
        // Beside a number so large, 1 is nothing; then 0 is the other end.
        let isHuge = !isWide && least + 1 == least
        self.least = isHuge ? min(least, 0) : least
        self.most = isWide ? most : isHuge ? max(least, 0) : least + 1
    }

    /// From 0 to 1; `nil` for NaN.
    func share(_ value: Double) -> Double? {
        guard !value.isNaN else { return nil }
        if value <= least { return 0 }
        if value >= most { return 1 }
        // Halves, so that a scale as wide as all numbers has a width.
        return (value / 2 - least / 2) / (most / 2 - least / 2)
    }

    /// What lies at a share of the way, 0...1.
    func value(at share: Double) -> Double { least * (1 - share) + most * share }
}
