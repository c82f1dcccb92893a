/// How often a row with a true label scores higher than one with a false label.
///
/// That is the area under the receiver operating characteristic; equal scores count one half.
/// With at least ``rowsForDeLong`` rows of either label and a variance above 0 the interval is
/// DeLong's, `A ± z·√(S₁₀/m + S₀₁/n)` cut to 0...1, where `S₁₀` and `S₀₁` are the sample variances
/// of each row's share of opposite rows that it beats. Otherwise, where DeLong's is far too
/// narrow (it has no width at all for perfect scores), it is Newcombe's method 5: the `θ` with
/// `|A − θ| ≤ z·√V(θ)`, `V(θ) = θ(1−θ)·(1 + N(1−θ)/(2−θ) + Nθ/(1+θ)) / mn`, `N = (m+n)/2 − 1`.
///
/// Sources: E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44 (1988); X. Sun and W. Xu, IEEE
/// Signal Processing Letters 21 (2014), for the ranks; R. Newcombe, Statistics in Medicine 25
/// (2006) 559.
package struct AreaUnderCurve: Sendable, Equatable {
    package enum Method: String, Sendable, Equatable {
        case deLong
        case newcombe
    }

    /// The fewest rows of either label for which DeLong's interval is used.
    package static let rowsForDeLong = 10

    package let area: Double
    package let positives: Int
    package let negatives: Int
    /// DeLong's standard error; `nil` when a label has fewer than two rows.
    package let standardError: Double?
    package let method: Method
    package let confidence: Double
    package let lower: Double
    package let upper: Double

    /// The area, or `nil` where it is undefined because all labels are alike.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: 0...1, higher for true; same shape.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a number
    ///   is out of its range.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], scores: [Double], confidence: Double = 0.95
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let deviate = try NormalQuantile(twoSided: confidence).value
        let ranks = try ScoreTies(labels: labels, scores: scores)
        guard ranks.positives > 0, ranks.negatives > 0 else { return nil }
        let area = ranks.area
        let error = ranks.areaError
        positives = ranks.positives
        negatives = ranks.negatives
        self.area = area
        self.confidence = confidence
        standardError = error
        if let error, error > 0, min(ranks.positives, ranks.negatives) >= Self.rowsForDeLong {
            method = .deLong
            lower = max(area - deviate * error, 0)
            upper = min(area + deviate * error, 1)
        } else {
            method = .newcombe
            let score = AreaScore(
                area: area, positives: Double(ranks.positives),
                negatives: Double(ranks.negatives), deviate: deviate)
            (lower, upper) = (score.lower, score.upper)
        }
    }
}

/// Newcombe's method 5: the areas that a score test does not reject.
struct AreaScore: Sendable, Equatable {
    let area: Double
    /// Rows of either label; with weights the effective ones.
    let positives: Double
    let negatives: Double
    let deviate: Double

    var lower: Double { area == 0 ? 0 : edge(from: area, to: 0) }
    var upper: Double { area == 1 ? 1 : edge(from: area, to: 1) }

    /// Halves the way between a kept and a rejected area until nothing lies between.
    private func edge(from kept: Double, to rejected: Double) -> Double {
        var (kept, rejected) = (kept, rejected)
        for _ in 0..<64 {
            let middle = (kept + rejected) / 2
            if keeps(middle) { kept = middle } else { rejected = middle }
        }
        return kept
    }

    private func keeps(_ theta: Double) -> Bool {
        let (m, n) = (positives, negatives)
        let half = (m + n) / 2 - 1
        let spread = 1 + half * (1 - theta) / (2 - theta) + half * theta / (1 + theta)
        let variance = theta * (1 - theta) * spread / (m * n)
        let distance = area - theta
        return distance * distance <= deviate * deviate * variance
    }
}
