import RealModule

/// A small linear model that answers as a model does near one row.
///
/// Perturbed rows are said in ones and zeros: whether a feature is as in the row that is explained,
/// which is the first. They count by `√exp(−d²/width²)`, `d` being their Euclidean distance from
/// it; the features are chosen (``Selection``), and fitted by ridge regression with penalty 1.
/// These are the choices of the package `lime`.
///
/// Source: M. Ribeiro, S. Singh, C. Guestrin, *"Why should I trust you?"*, KDD 2016.
package struct LocalSurrogate: Sendable, Equatable {
    package enum Selection: Sendable, Equatable {
        /// Forwards for at most six features, else by highest weights.
        case automatic
        /// One after the other, each the one that explains most without a penalty.
        case forwards
        /// Those with the largest coefficients where the row has ones, of a fit with penalty 0.01.
        case highestWeights
        case all
    }

    /// The chosen features, by falling absolute coefficient; of equals the first.
    package let features: [Int]
    package let coefficients: [Double]
    package let intercept: Double
    /// The weighted share of the answers' variance that is explained, at most 1.
    package let score: Double
    /// What the small model says of the row.
    package let localAnswer: Double
    /// What the model itself says of it.
    package let answer: Double

    /// - Parameters:
    ///   - perturbed: 1 where a feature is as in the row, else 0; the row first; `[rows, features]`.
    ///   - answers: The model's; shape `[rows]`.
    ///   - featureLimit: How many features the small model may have, at least 1.
    ///   - selection: How they are chosen.
    ///   - kernelWidth: Above 0; `0.75 · √features` unless given.
    /// - Throws: ``ExplanationError`` when there is no row, the shapes differ or a setting is out of
    ///   its range.
    /// - Complexity: O(rows · squared ones in a row + limit · features · limit³).
    package init(
        perturbed: FeatureRows, answers: [Double], featureLimit: Int = 10,
        selection: Selection = .automatic, kernelWidth: Double? = nil
    ) throws(ExplanationError) {
        guard perturbed.rowCount > 0, perturbed.featureCount > 0 else { throw .noRows }
        guard answers.count == perturbed.rowCount else {
            throw .answersUnlike(answers: answers.count, rows: perturbed.rowCount)
        }
        guard featureLimit > 0 else {
            throw .settingOutOfRange(name: "featureLimit", value: Double(featureLimit))
        }
        let width = kernelWidth ?? 0.75 * Double(perturbed.featureCount).squareRoot()
        guard width > 0 else { throw .settingOutOfRange(name: "kernelWidth", value: width) }
        let ridge = WeightedRidge(
            matrix: perturbed.values, columnCount: perturbed.featureCount,
            weights: Self.weights(perturbed, width: width), answers: answers)
        let first = Array(perturbed[0])
        let limit = min(featureLimit, perturbed.featureCount)
        let chosen =
            switch selection {
            case .automatic:
                featureLimit <= 6
                    ? Self.forwards(ridge, first.count, limit)
                    : Self.highestWeights(ridge, first, limit)
            case .forwards: Self.forwards(ridge, first.count, limit)
            case .highestWeights: Self.highestWeights(ridge, first, limit)
            case .all: Array(first.indices)
            }
        guard let fit = ridge.fit(columns: chosen, penalty: 1) else {
            throw .settingOutOfRange(name: "kernelWidth", value: width)
        }
        let order = chosen.indices.sorted {
            let (one, other) = (fit.coefficients[$0].magnitude, fit.coefficients[$1].magnitude)
            return one == other ? chosen[$0] < chosen[$1] : one > other
        }
        features = order.map { chosen[$0] }
        coefficients = order.map { fit.coefficients[$0] }
        intercept = fit.intercept
        score = fit.score
        localAnswer =
            fit.intercept + zip(chosen, fit.coefficients).reduce(0) { $0 + first[$1.0] * $1.1 }
        answer = answers[0]
    }

    private static func weights(_ perturbed: FeatureRows, width: Double) -> [Double] {
        let first = Array(perturbed[0])
        let count = first.count
        return perturbed.values.withUnsafeBufferPointer { values in
            (0..<perturbed.rowCount).map { row in
                var square = 0.0
                for feature in 0..<count {
                    let difference = values[row * count + feature] - first[feature]
                    square += difference * difference
                }
                return Double.exp(-square / (width * width)).squareRoot()
            }
        }
    }

    private static func forwards(_ ridge: WeightedRidge, _ count: Int, _ limit: Int) -> [Int] {
        var chosen: [Int] = []
        var score = 0.0
        for _ in 0..<limit {
            var best: (feature: Int, score: Double)?
            for feature in 0..<count where !chosen.contains(feature) {
                // A column that follows from the chosen ones explains no more than they do.
                let own = ridge.fit(columns: chosen + [feature], penalty: 0)?.score ?? score
                if own > best?.score ?? -.infinity { best = (feature, own) }
            }
            guard let best else { break }
            chosen.append(best.feature)
            score = best.score
        }
        return chosen
    }

    private static func highestWeights(
        _ ridge: WeightedRidge, _ first: [Double], _ limit: Int
    ) -> [Int] {
        guard let fit = ridge.fit(columns: Array(first.indices), penalty: 0.01) else { return [] }
        let sizes = zip(fit.coefficients, first).map { ($0 * $1).magnitude }
        let order = first.indices.sorted {
            sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1]
        }
        return Array(order.prefix(limit))
    }
}
