/// What the `objective` line says of margins, as `binary sigmoid:1` or `multiclass num_class:3`.
struct LightGBMObjective {
    let name: String
    let link: Link

    /// `nil` for a name that no version up to 4.7 knows; no name is an objective of the user's own,
    /// whose margins LightGBM itself returns as they are.
    init?(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        name = words.first ?? ""
        let steepness =
            words.first { $0.hasPrefix("sigmoid:") }
            .flatMap { Double($0.dropFirst(8)) } ?? 1
        guard steepness.isFinite, steepness > 0 else { return nil }
        switch name {
        case "binary", "multiclassova": link = .logistic(steepness: steepness)
        case "cross_entropy": link = .logistic(steepness: 1)
        case "cross_entropy_lambda": link = .softplus
        case "multiclass": link = .softmax
        case "poisson", "gamma", "tweedie": link = .exponential
        case "regression", "regression_l1", "huber", "fair", "quantile", "mape":
            link = words.contains("sqrt") ? .signedSquare : .identity
        case "lambdarank", "rank_xendcg", "custom", "": link = .identity
        default: return nil
        }
    }

    func output(_ count: Int) -> Predictor.Output {
        switch name {
        case "binary" where count == 1: .probability
        case "multiclass", "multiclassova": .classes((0..<count).map(String.init))
        default: .numbers(count)
        }
    }
}
