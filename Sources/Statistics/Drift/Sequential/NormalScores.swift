/// Where values rank among a reference, as quantiles of the normal distribution.
///
/// A reference's own values have nearly mean 0 and variance 1 when all differ; with ties the mean of
/// their ranks is taken, and the variance is less.
struct NormalScores: Sendable, Equatable {
    private static let parts = 1_000

    /// The reference's quantiles at whole thousandths, ascending.
    private let edges: [Double]
    /// By how many edges are below a value and how many are not above it, together.
    private let scores: [Double]
    /// Of the reference's own values, nearly.
    let mean: Double

    /// `nil` of no values.
    init?(_ sketch: QuantileSketch) {
        let shares = (1..<Self.parts).map { Double($0) / Double(Self.parts) }
        guard let edges = sketch.quantiles(shares) else { return nil }
        var scores: [Double] = []
        for place in 0...(2 * edges.count) {
            let share = (Double(place) / 2 + 0.5) / Double(Self.parts)
            guard let score = try? NormalQuantile(share).value else { return nil }
            scores.append(score)
        }
        self.edges = edges
        self.scores = scores
        mean =
            edges.reduce(0) { $0 + scores[Self.place(of: $1, among: edges)] }
            / Double(edges.count)
    }

    func score(of value: Double) -> Double { scores[Self.place(of: value, among: edges)] }

    private static func place(of value: Double, among edges: [Double]) -> Int {
        first(edges) { $0 >= value } + first(edges) { $0 > value }
    }

    /// The first edge that is so, all after which are, too.
    private static func first(_ edges: [Double], _ isSo: (Double) -> Bool) -> Int {
        var (low, high) = (0, edges.count)
        while low < high {
            let middle = (low + high) / 2
            if isSo(edges[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
