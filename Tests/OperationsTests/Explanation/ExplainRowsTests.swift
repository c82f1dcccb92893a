import Statistics
import Testing
import Transparency

@testable import Operations

/// Models that are no trees: of a linear one Shapley values are known in closed form.
@Suite struct ExplainRowsTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    /// `0.5 + 2·age − 3·hours + 0.25·gain`, as XGBoost writes a linear booster.
    private static let linear = """
        {"learner":{"attributes":{},"feature_names":["age","hours","gain"],
        "feature_types":["float","float","float"],"gradient_booster":{"model":{"boosted_rounds":1,
        "weights":[2,-3,0.25,0.5]},"name":"gblinear"},"learner_model_param":{"base_score":"[0E0]",
        "boost_from_average":"1","num_class":"0","num_feature":"3","num_target":"1"},
        "objective":{"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}}},
        "version":[3,2,0]}
        """

    private static let rows = """
        age,hours,gain,y
        1,2,4,-1.5
        3,1,0,3.5
        -2,0.5,8,-3
        0,4,2,-11
        """

    /// Contributions are `weight · (value − mean of the reference)`, whatever the order of columns.
    @Test func `a linear model's reasons are its weights times the distance from the mean`() throws
    {
        let model = try test.write(Self.linear, to: "model.json")
        let data = try test.write(Self.rows, to: "rows.csv")
        let explained = try ExplainRows(model: model, data: data).run()
        #expect(explained.method == .kernelSHAP && explained.engine == nil)
        let values = [[1, 2, 4], [3, 1, 0], [-2, 0.5, 8], [0, 4, 2]]
        let weights = [2, -3, 0.25]
        let means = (0..<3).map { column in values.reduce(0) { $0 + $1[column] } / 4 }
        for (row, own) in zip(explained.rows, values) {
            for (place, name) in ["age", "hours", "gain"].enumerated() {
                let reason = row.reasons.reasons.first { $0.name == name }
                let expected = weights[place] * (own[place] - means[place])
                #expect(abs((reason?.contribution ?? .nan) - expected) < 1e-6, "\(name)")
            }
            let sum = row.reasons.reasons.reduce(row.reasons.base) { $0 + $1.contribution }
            #expect(abs(sum - row.prediction) < 1e-6)
        }
        let again = try ExplainRows(model: model, data: data).run()
        #expect(
            again.rows.map { $0.reasons.reasons.map(\.contribution) }
                == explained.rows.map { $0.reasons.reasons.map(\.contribution) })
    }

    /// Shuffling a column of a linear model that is right costs twice its weight's square times its
    /// variance, in the mean over shuffles.
    @Test func `what a column is worth is told by the truth`() throws {
        let model = try test.write(Self.linear, to: "model.json")
        var lines = ["age,hours,gain,y"]
        for row in 0..<300 {
            let (age, hours, gain) = (row % 7, row * 5 % 11, row * 3 % 13)
            let truth = 0.5 + 2 * Double(age) - 3 * Double(hours) + 0.25 * Double(gain)
            lines.append("\(age),\(hours),\(gain),\(truth)")
        }
        let data = try test.write(lines.joined(separator: "\n") + "\n", to: "many.csv")
        let permuted = try ExplainColumns(model: model, data: data, label: "y").run()
        #expect(permuted.loss < 1e-9 && permuted.lossName == "squared error")
        #expect(permuted.features.map(\.feature) == ["hours", "age", "gain"])
        for (entry, expected) in zip(permuted.features, [180.0, 32, 1.75]) {
            #expect(abs(entry.increase.value / expected - 1) < 0.1, "\(entry)")
        }
    }

    /// Three classes by softmax of `age`, `hours` and nothing.
    private static let classes = """
        {"learner":{"attributes":{},"feature_names":["age","hours","gain"],
        "feature_types":["float","float","float"],"gradient_booster":{"model":{"boosted_rounds":1,
        "weights":[9,0,0,0,9,0,0,0,0,0,0,0]},"name":"gblinear"},"learner_model_param":{
        "base_score":"[0E0,0E0,0E0]","boost_from_average":"1","num_class":"3","num_feature":"3",
        "num_target":"1"},"objective":{"name":"multi:softprob","softmax_multiclass_param":{
        "num_class":"3"}}},"version":[3,2,0]}
        """

    @Test func `of several classes all probabilities count, or those of one`() throws {
        let model = try test.write(Self.classes, to: "classes.json")
        var lines = ["age,hours,gain,y"]
        for row in 0..<300 {
            let place = row * 7 % 3
            lines.append(
                "\(place == 0 ? 1 : -1),\(place == 1 ? 1 : -1),\(row % 5),\(place)")
        }
        let data = try test.write(lines.joined(separator: "\n") + "\n", to: "classes.csv")
        let all = try ExplainColumns(model: model, data: data, label: "y").run()
        #expect(all.lossName == "squared error, summed over classes" && all.loss < 1e-3)
        let worth = Dictionary(
            uniqueKeysWithValues: all.features.map { ($0.feature, $0.increase.value) })
        #expect((worth["age"] ?? 0) > 0.3 && (worth["hours"] ?? 0) > 0.3)
        #expect(abs(worth["gain"] ?? 1) < 1e-12)
        let one = try ExplainColumns(
            model: model, data: data, label: "y", className: "0"
        ).run()
        #expect(one.lossName == "squared error" && one.features.first?.feature == "age")
        let failure = #expect(throws: Failure.self) {
            try ExplainColumns(model: model, data: data, label: "gain").run()
        }
        #expect(failure?.code == "unknown_class")
    }
}
