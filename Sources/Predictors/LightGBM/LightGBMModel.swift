import Statistics

/// Reads what `Booster.save_model` writes as text, versions 2 to 4.
///
/// Source: LightGBM's `src/io/gbdt_model_text.cpp` and `include/LightGBM/tree.h` for the meaning of
/// `decision_type`; linear trees are not run.
struct LightGBMModel {
    private let text: LightGBMText
    private let featureCount: Int
    private let outputCount: Int
    private let objective: LightGBMObjective

    static func predictor(_ bytes: [UInt8]) throws(PredictorError) -> Predictor {
        try LightGBMModel(bytes).predictor()
    }

    private static func malformed(_ reason: String) -> PredictorError {
        .malformed(.lightGBM, reason: reason)
    }

    private init(_ bytes: [UInt8]) throws(PredictorError) {
        guard let text = LightGBMText(bytes) else {
            throw Self.malformed("there is no line `end of trees`")
        }
        guard let last = LightGBMText.integer(text.head, "max_feature_idx"), last >= -1,
            last < 1 << 24
        else { throw Self.malformed("`max_feature_idx` is missing") }
        guard let outputs = LightGBMText.integer(text.head, "num_tree_per_iteration"),
            outputs > 0, outputs <= 1 << 16
        else { throw Self.malformed("`num_tree_per_iteration` is missing") }
        let words = LightGBMText.text(text.head, "objective") ?? ""
        guard let objective = LightGBMObjective(words) else {
            throw .unsupported(.lightGBM, what: "the objective `\(words)`")
        }
        self.text = text
        self.objective = objective
        featureCount = last + 1
        outputCount = outputs
    }

    private func predictor() throws(PredictorError) -> Predictor {
        Predictor(
            format: .lightGBM, features: try features(), output: objective.output(outputCount),
            engine: .trees(try ensemble()), link: objective.link)
    }

    private func ensemble() throws(PredictorError) -> TreeEnsemble {
        let rounds = text.trees.count / outputCount
        guard rounds * outputCount == text.trees.count else {
            throw Self.malformed("\(text.trees.count) trees do not make whole rounds")
        }
        let isAverage = text.words.contains("average_output")
        let format = ModelFormat.lightGBM
        return try format.sound { () throws(TreeEnsembleError) in
            try TreeEnsembleBuilder(
                featureCount: featureCount,
                baseMargins: [Double](repeating: 0, count: outputCount), roundsToSingle: false)
        } adding: { builder throws(PredictorError) in
            for (index, block) in text.trees.enumerated() {
                let tree = try LightGBMTree(block, index: index)
                try format.addTree(
                    to: &builder, output: index % outputCount, width: 1,
                    weight: isAverage ? 1 / Double(rounds) : 1, nodes: tree.addNodes)
            }
        }
    }

    // MARK: Features

    private func features() throws(PredictorError) -> [Feature] {
        let names = (LightGBMText.text(text.head, "feature_names") ?? "")
            .split(separator: " ").map(String.init)
        guard names.count == featureCount else {
            throw Self.malformed("\(names.count) names for \(featureCount) features")
        }
        let isNumbered = names == (0..<featureCount).map { "Column_\($0)" }
        var kinds = [Feature.Kind](repeating: .number, count: featureCount)
        let categorical = categoricalFeatures()
        let categories = categoryNames()
        for (place, feature) in categorical.enumerated() {
            kinds[feature] =
                categories.count == categorical.count
                ? .category(categories[place]) : .categoryCode
        }
        return names.indices.map {
            Feature(name: names[$0], kind: kinds[$0], isNamed: !isNumbered)
        }
    }

    /// By the parameters' word, or else by `feature_infos`, where numbers have a range in brackets.
    private func categoricalFeatures() -> [Int] {
        let declared = (text.parameters["categorical_feature"] ?? "").split(separator: ",")
            .compactMap { Int($0) }
        if !declared.isEmpty {
            return Set(declared.filter { $0 >= 0 && $0 < featureCount }).sorted()
        }
        let infos = (LightGBMText.text(text.head, "feature_infos") ?? "").split(separator: " ")
        guard infos.count == featureCount else { return [] }
        return infos.indices.filter { !infos[$0].hasPrefix("[") && infos[$0] != "none" }
    }

    /// The values of each pandas column of categories, in the order of their codes.
    private func categoryNames() -> [[String]] {
        guard let json = text.categories,
            let lists = (try? JSONDocument.parse(Array(json)))?.list
        else { return [] }
        return lists.compactMap { $0.list?.map(Self.written) }
    }

    private static func written(_ value: ModelDocument) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .flag(let flag): flag ? "True" : "False"
        case .null, .numbers, .list, .object: ""
        }
    }
}
