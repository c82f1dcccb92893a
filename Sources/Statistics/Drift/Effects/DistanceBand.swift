import RealModule

/// How far the observed distance of two distribution functions may lie from the true one.
///
/// Each empirical function lies within `x` of its true one but for a probability of at most
/// `2·exp(−2·rows·x²)`, whatever the distribution, and independently of the other. The margin `t` is
/// where the sum of two independent variables with these tails exceeds `t` with the probability
/// that is left: `|D̂ − D|` is at most that sum. So the coverage is at least the confidence.
///
/// Source: P. Massart, *The tight constant in the Dvoretzky–Kiefer–Wolfowitz inequality*, Annals of
/// Probability 18 (1990).
struct DistanceBand: Sendable, Equatable {
    let margin: Double

    private static let panels = 96

    /// - Parameters:
    ///   - reference: Rows, > 0; with weights the effective ones.
    ///   - current: The same of the other side.
    ///   - confidence: Strictly between 0 and 1.
    init(reference: Double, current: Double, confidence: Double) {
        let most = Self.reach(reference, confidence) + Self.reach(current, confidence)
        // The larger sample's law is the narrower one, and the one to sum over.
        let (more, fewer) = (max(reference, current), min(reference, current))
        margin = MonotoneRoot.first(in: most / 4...most, digits: 24) {
            Self.tail($0, more, fewer) <= 1 - confidence
        }
    }

    /// The margin of one function that holds with half of what is left: twice that holds for both.
    private static func reach(_ rows: Double, _ confidence: Double) -> Double {
        (Double.log(4 / (1 - confidence)) / (2 * rows)).squareRoot()
    }

    private static func bound(_ x: Double, _ rows: Double) -> Double {
        min(2 * Double.exp(-2 * rows * x * x), 1)
    }

    /// `P(A + B > t) = P(A > t) + ∫ P(B > t − x) dA(x)`, by Simpson's rule.
    private static func tail(_ t: Double, _ n: Double, _ m: Double) -> Double {
        let start = (Double.log(2) / (2 * n)).squareRoot()
        guard t > start else { return 1 }
        // Beyond this the larger sample's function hardly ever lies.
        let end = min(t, (Double.log(2e14) / (2 * n)).squareRoot())
        let width = (end - start) / Double(panels)
        var sum = 0.0
        for panel in 0...panels {
            let x = start + Double(panel) * width
            let factor = panel == 0 || panel == panels ? 1.0 : panel.isMultiple(of: 2) ? 2 : 4
            sum += factor * 8 * n * x * Double.exp(-2 * n * x * x) * bound(t - x, m)
        }
        return bound(end, n) + sum * width / 3
    }
}
