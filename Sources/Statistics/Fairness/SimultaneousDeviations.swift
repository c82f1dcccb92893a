/// How far the most deviant of several groups deviates in each replicate, in its standard errors.
///
/// The quantile of that maximum is the factor by which all groups' standard errors must be taken
/// for their intervals to hold together (max-T). Groups that are too small to resample have a
/// closed form at `α/k` each, with `k` as the number of groups; the others share what is left.
///
/// Source: P. Westfall and S. Young, *Resampling-based multiple testing* (1993), single-step maxT.
struct SimultaneousDeviations: Sendable {
    private let replicates: Int
    private let families: Int
    private var maxima: [Double]
    private var groups: [Int]
    /// By `group · families + family`.
    private var errors: [Int: Double] = [:]

    /// - Parameters:
    ///   - replicates: 0 when no simultaneous interval is asked for: then nothing is kept.
    ///   - families: Sets of groups' deviations that are to hold together.
    init(replicates: Int, families: Int) {
        self.replicates = replicates
        self.families = families
        maxima = [Double](repeating: 0, count: replicates * families)
        groups = [Int](repeating: 0, count: families)
    }

    mutating func add(
        _ series: [Double], _ summary: ReplicateSummary, group: Int, family: Int
    ) {
        guard replicates > 0, summary.standardDeviation > 0 else { return }
        groups[family] += 1
        errors[group * families + family] = summary.standardDeviation
        let start = family * replicates
        for replicate in 0..<replicates where series[replicate].isFinite {
            let deviation =
                (series[replicate] - summary.mean).magnitude / summary.standardDeviation
            maxima[start + replicate] = max(maxima[start + replicate], deviation)
        }
    }

    /// By how many of its standard errors each group's interval reaches to either side.
    ///
    /// - Returns: By family; `nil` where no group was added.
    func factors(alpha: Double, of compared: Int) -> [Double?] {
        groups.indices.map { family in
            guard groups[family] > 0 else { return nil }
            let sorted = maxima[(family * replicates)..<((family + 1) * replicates)].sorted()
            let confidence = 1 - alpha * Double(groups[family]) / Double(compared)
            let place = Int((Double(replicates) * confidence).rounded(.up))
            return sorted[min(max(place - 1, 0), replicates - 1)]
        }
    }

    /// A group's standard error, or `nil` if it was not added.
    func error(group: Int, family: Int) -> Double? { errors[group * families + family] }
}
