/// Measured values in order of size.
struct Samples {
    private let sorted: [Double]

    /// - Parameter values: At least one.
    init(_ values: [Double]) {
        precondition(!values.isEmpty, "a median needs a value")
        sorted = values.sorted()
    }

    var median: Double {
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The smallest value that at least this share of all, 0 < share ≤ 1, does not exceed.
    func quantile(_ share: Double) -> Double {
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
