import RealModule
import Statistics

/// Reads what `Booster.save_model` writes, as JSON or UBJ, from XGBoost 1.0 on.
///
/// All trees count, as in `Booster.predict`: a `best_iteration` among the attributes, after which
/// scikit-learn's wrapper stops, is not looked at.
///
/// Source: XGBoost's documentation, *Introduction to Model IO*, and `doc/model.schema`; the rest
/// (`cats`, lists as base score, vector leaves) from files of XGBoost 1.7 to 3.2.
struct XGBoostModel {
    private let format: ModelFormat
    private let learner: ModelDocument
    private let objective: XGBoostObjective
    private let featureCount: Int
    private let outputCount: Int

    static func predictor(json bytes: [UInt8]) throws(PredictorError) -> Predictor {
        let document: ModelDocument
        do {
            document = try JSONDocument.parse(bytes)
        } catch {
            throw .malformed(.xgboostJSON, reason: "\(error.reason) at byte \(error.offset)")
        }
        return try predictor(document, format: .xgboostJSON)
    }

    static func predictor(ubj bytes: [UInt8]) throws(PredictorError) -> Predictor {
        let document: ModelDocument
        do {
            document = try UBJDocument.parse(bytes)
        } catch {
            throw .malformed(.xgboostUBJ, reason: "\(error.reason) at byte \(error.offset)")
        }
        return try predictor(document, format: .xgboostUBJ)
    }

    private static func predictor(
        _ document: ModelDocument, format: ModelFormat
    ) throws(PredictorError) -> Predictor {
        guard let learner = document["learner"] else {
            // JSON that is no model of anybody's is told so rather than called a broken XGBoost.
            throw .unknownFormat
        }
        return try XGBoostModel(learner, format: format).predictor()
    }

    private init(_ learner: ModelDocument, format: ModelFormat) throws(PredictorError) {
        self.format = format
        self.learner = learner
        let parameters = learner["learner_model_param"]
        guard let features = parameters?["num_feature"]?.integer, features >= 0,
            features < 1 << 24
        else { throw .malformed(format, reason: "`num_feature` is missing") }
        featureCount = features
        let classes = parameters?["num_class"]?.integer ?? 0
        let targets = parameters?["num_target"]?.integer ?? 1
        outputCount = max(classes, targets, 1)
        guard outputCount <= 1 << 16 else {
            throw .malformed(format, reason: "there are \(outputCount) outputs")
        }
        guard let name = learner["objective"]?["name"]?.text else {
            throw .malformed(format, reason: "the objective is missing")
        }
        guard let objective = XGBoostObjective(name) else {
            throw .unsupported(format, what: "the objective `\(name)`")
        }
        self.objective = objective
    }

    private func predictor() throws(PredictorError) -> Predictor {
        Predictor(
            format: format, features: try features(), output: objective.output(outputCount),
            engine: try engine(), link: objective.link)
    }

    private func engine() throws(PredictorError) -> Predictor.Engine {
        guard let booster = learner["gradient_booster"] else {
            throw .malformed(format, reason: "`gradient_booster` is missing")
        }
        let name = booster["name"]?.text ?? "gbtree"
        switch name {
        case "gbtree": return .trees(try ensemble(booster["model"], weights: nil))
        case "dart":
            guard let weights = booster["weight_drop"]?.numbers else {
                throw .malformed(format, reason: "`weight_drop` is missing")
            }
            return .trees(try ensemble(booster["gbtree"]?["model"], weights: weights))
        case "gblinear": return .linear(try linear(booster["model"]))
        default: throw .unsupported(format, what: "the booster `\(name)`")
        }
    }

    // MARK: Base score

    /// What each output starts from, as a margin; shape `[outputs]`.
    private func baseMargins() throws(PredictorError) -> [Double] {
        let scores = try baseScores()
        guard scores.count == 1 || scores.count == outputCount else {
            throw .malformed(
                format, reason: "\(scores.count) base scores for \(outputCount) outputs")
        }
        let margins = scores.map { objective.margin(ofBaseScore: Double(Float($0))) }
        guard margins.allSatisfy(\.isFinite) else {
            throw .malformed(format, reason: "the base score fits no \(objective.name)")
        }
        return margins.count == outputCount
            ? margins : [Double](repeating: margins[0], count: outputCount)
    }

    /// A number, a number as text, or from 3.1 on a list as text.
    private func baseScores() throws(PredictorError) -> [Double] {
        let score = learner["learner_model_param"]?["base_score"]
        if let number = score?.number { return [number] }
        if let numbers = score?.numbers, !numbers.isEmpty { return numbers }
        if let text = score?.text,
            case .numbers(let numbers)? = try? JSONDocument.parse(
                Array(text.utf8)), !numbers.isEmpty
        {
            return numbers
        }
        throw .malformed(format, reason: "`base_score` is missing")
    }

    // MARK: Boosters

    private func linear(_ model: ModelDocument?) throws(PredictorError) -> LinearModel {
        let base = try baseMargins()
        guard let weights = model?["weights"]?.numbers,
            weights.count == (featureCount + 1) * outputCount, weights.allSatisfy(\.isFinite)
        else {
            throw .malformed(format, reason: "the weights are not one for each feature and output")
        }
        let biases = weights.suffix(outputCount)
        // XGBoost 3.2 starts every output of a linear model from the first one's base score.
        return LinearModel(
            featureCount: featureCount, weights: Array(weights.dropLast(outputCount)),
            base: biases.map { base[0] + $0 })
    }

    private func ensemble(
        _ model: ModelDocument?, weights: [Double]?
    ) throws(PredictorError) -> TreeEnsemble {
        guard let trees = model?["trees"]?.list else {
            throw .malformed(format, reason: "`trees` is missing")
        }
        let groups = model?["tree_info"]?.numbers ?? []
        guard groups.count == trees.count, weights == nil || weights?.count == trees.count else {
            throw .malformed(format, reason: "a tree has no output or no weight")
        }
        let base = try baseMargins()
        return try format.sound { () throws(TreeEnsembleError) in
            try TreeEnsembleBuilder(
                featureCount: featureCount, baseMargins: base, roundsToSingle: true)
        } adding: { builder throws(PredictorError) in
            for (index, tree) in trees.enumerated() {
                let tree = try XGBoostTree(tree, index: index, format: format)
                let group = Int(exactly: groups[index]) ?? -1
                try format.addTree(
                    to: &builder, output: tree.width > 1 ? 0 : group, width: tree.width,
                    weight: weights?[index] ?? 1, nodes: tree.addNodes)
            }
        }
    }

    // MARK: Features

    private func features() throws(PredictorError) -> [Feature] {
        let names = learner["feature_names"]?.texts ?? []
        let types = learner["feature_types"]?.texts ?? []
        guard names.isEmpty || names.count == featureCount,
            types.isEmpty || types.count == featureCount
        else {
            throw .malformed(format, reason: "the names or types are not one for each feature")
        }
        let booster = learner["gradient_booster"]
        let categories = (booster?["model"] ?? booster?["gbtree"]?["model"])?["cats"]?["enc"]?.list
        return (0..<featureCount).map { index in
            let isCategory = index < types.count && types[index] == "c"
            let named =
                isCategory && categories?.count == featureCount
                ? categories.flatMap { XGBoostCategories.names($0[index]) } : nil
            let kind = named.map(Feature.Kind.category) ?? (isCategory ? .categoryCode : .number)
            return names.isEmpty
                ? Feature(name: "f\(index)", kind: kind, isNamed: false)
                : Feature(name: names[index], kind: kind)
        }
    }
}
