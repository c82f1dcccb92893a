import RealModule

/// How margins become predictions.
package enum Link: Sendable, Equatable {
    case identity
    /// `1 / (1 + e^(−s·m))`, output by output
    case logistic(steepness: Double)
    /// `e^mₖ / Σ e^mᵢ`
    case softmax
    /// `e^m`
    case exponential
    /// `ln(1 + e^m)`
    case softplus
    /// 1 if `m > 0`, else 0
    case hinge
    /// `sign(m) · m²`
    case signedSquare
    /// Two outputs from one margin: `1 − m` and `m`.
    case complement
    /// Two outputs from one margin: `1 / (1 + e^m)` and `1 / (1 + e^(−m))`.
    case logisticPair
    /// Two outputs from one margin: `−m` and `m`.
    case signedPair
    /// The quantile of the normal distribution, as ONNX's `PROBIT` has it.
    case probit
    /// Softmax over the margins that are not 0 (ONNX's `SOFTMAX_ZERO`).
    case softmaxOfNonzero

    /// How many predictions come from so many margins.
    func width(ofMargins count: Int) -> Int {
        switch self {
        case .complement, .logisticPair, .signedPair: count * 2
        case .identity, .logistic, .softmax, .exponential, .softplus, .hinge, .signedSquare,
            .probit, .softmaxOfNonzero:
            count
        }
    }

    /// The predictions for rows of margins.
    ///
    /// - Parameters:
    ///   - margins: Shape `[rows, width]`.
    ///   - width: Margins a row, > 0.
    /// - Returns: Shape `[rows, width(ofMargins: width)]`.
    func predictions(_ margins: [Double], width: Int) -> [Double] {
        switch self {
        case .identity: margins
        case .logistic(let steepness): margins.map { Self.logistic(steepness * $0) }
        case .exponential: margins.map { Double.exp($0) }
        case .softplus: margins.map { Double.log(onePlus: Double.exp($0)) }
        case .hinge: margins.map { $0 > 0 ? 1 : 0 }
        case .signedSquare: margins.map { $0 * $0.magnitude }
        case .complement: margins.flatMap { [1 - $0, $0] }
        case .logisticPair: margins.flatMap { [Self.logistic(-$0), Self.logistic($0)] }
        case .signedPair: margins.flatMap { [-$0, $0] }
        case .probit: margins.map { Self.probit($0) }
        case .softmax: Self.softmax(margins, width: width, skipsZero: false)
        case .softmaxOfNonzero: Self.softmax(margins, width: width, skipsZero: true)
        }
    }

    static func logistic(_ margin: Double) -> Double { 1 / (1 + Double.exp(-margin)) }

    private static func softmax(
        _ margins: [Double], width: Int, skipsZero: Bool
    ) -> [Double] {
        var shares = margins
        for first in stride(from: 0, to: margins.count, by: width) {
            let row = first..<first + width
            let most = margins[row].max() ?? 0
            var sum = 0.0
            for index in row {
                let isSkipped = skipsZero && margins[index].magnitude <= 1e-7
                shares[index] = isSkipped ? 0 : Double.exp(margins[index] - most)
                sum += shares[index]
            }
            if sum > 0 { for index in row { shares[index] /= sum } }
        }
        return shares
    }

    /// `√2 · erf⁻¹(2p − 1)`, by Winitzki's approximation of erf⁻¹ (2008), as ONNX Runtime has it.
    private static func probit(_ share: Double) -> Double {
        let x = 2 * share - 1
        let log = Double.log((1 - x) * (1 + x))
        let v = 2 / (Double.pi * 0.147) + 0.5 * log
        let root = ((v * v - log / 0.147).squareRoot() - v).squareRoot()
        return 2.0.squareRoot() * (x < 0 ? -root : root)
    }
}
