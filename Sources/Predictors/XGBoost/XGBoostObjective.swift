import RealModule

/// What an objective's name says of margins: how they begin, and how they become predictions.
struct XGBoostObjective {
    let name: String
    let link: Link

    /// `nil` for a name that no version up to 3.2 knows.
    init?(_ name: String) {
        let links: [(prefixes: [String], link: Link)] = [
            (["binary:logistic", "reg:logistic"], .logistic(steepness: 1)),
            (["multi:softmax", "multi:softprob"], .softmax),
            (
                ["count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft"],
                .exponential
            ),
            (["binary:hinge"], .hinge),
            (
                [
                    "reg:squarederror", "reg:linear", "reg:squaredlogerror", "reg:pseudohubererror",
                    "reg:absoluteerror", "reg:quantileerror", "binary:logitraw", "rank:pairwise",
                    "rank:ndcg", "rank:map",
                ], .identity
            ),
        ]
        guard let match = links.first(where: { $0.prefixes.contains(name) }) else { return nil }
        self.name = name
        link = match.link
    }

    /// The margin of a base score, which the file holds as a prediction.
    func margin(ofBaseScore score: Double) -> Double {
        switch name {
        case "binary:logistic", "reg:logistic":
            -Double.log(1 / score - 1)
        default: link == .exponential ? Double.log(score) : score
        }
    }

    func output(_ count: Int) -> Predictor.Output {
        switch link {
        case .softmax: .classes((0..<count).map(String.init))
        case .logistic where count == 1 && name == "binary:logistic": .probability
        default: .numbers(count)
        }
    }
}
