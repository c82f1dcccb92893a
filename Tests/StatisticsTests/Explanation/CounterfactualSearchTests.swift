import Testing

@testable import Statistics

@Suite struct CounterfactualSearchTests {
    /// Income, debt, age and a category of two names.
    private func training() throws -> FeatureRows {
        var random = SeededRandom(seed: 51)
        var values: [Double] = []
        for _ in 0..<300 {
            values += [
                20 + 80 * random.unit(), 30 * random.unit(),
                (20 + 50 * random.unit()).rounded(), Double(random.index(below: 2)),
            ]
        }
        return try FeatureRows(values, rowCount: 300, featureCount: 4)
    }

    private let rules = [
        FeatureRule(change: .onlyIncrease, range: 0...150),
        FeatureRule(change: .onlyDecrease, range: 0...100),
        FeatureRule(kind: .wholeNumber, change: .immutable),
        FeatureRule(kind: .category([0, 1])),
    ]

    private let model: BatchModel = { matrix, count in
        (0..<count).map { row -> Double in
            let cells = matrix[row * 4..<row * 4 + 4].map { $0 }
            return cells[0] - 2 * cells[1] + (cells[3] == 1 ? 10 : 0)
        }
    }

    @Test func `what differs by a hair is one example`() throws {
        let only = rules.enumerated().map { place, rule in
            FeatureRule(kind: rule.kind, change: place == 0 ? .free : .immutable)
        }
        let search = try CounterfactualSearch(training: try training(), rules: only)
        let result = try search.counterfactuals(of: [40, 10, 35, 0], goal: .atLeast(1)) {
            matrix, count in (0..<count).map { matrix[$0 * 4] > 60.123 ? 1 : 0 }
        }
        #expect(result.outcome == .foundFewer && result.examples.count == 1)
        #expect(abs((result.examples.first?.values[0] ?? 0) - 60.123) < 1e-4)
    }

    @Test func `examples are valid, allowed, sparse, near and unlike each other`() throws {
        let search = try CounterfactualSearch(training: try training(), rules: rules)
        let row = [40.0, 10, 35, 0]
        let result = try search.counterfactuals(of: row, goal: .atLeast(25), model: model)
        #expect(result.outcome == .found && result.examples.count == 3)
        for example in result.examples {
            #expect(try model(example.values, 1) == [example.answer])
            #expect(example.answer >= 25)
            for (feature, rule) in rules.enumerated() {
                #expect(rule.allows(example.values[feature], from: row[feature]))
            }
            #expect(
                example.changes.map(\.feature)
                    == example.values.indices.filter {
                        example.values[$0] != row[$0]
                    })
        }
        // Five more income, 2.5 less debt or the other name is enough, each by itself.
        let first = try #require(result.examples.first)
        #expect(first.changes.count == 1)
        let single = result.examples.filter { $0.changes.count == 1 }
        #expect(single.contains { $0.changes[0].feature == 0 && abs($0.changes[0].to - 45) < 1e-3 })
        #expect(Set(result.examples.map { $0.changes.map(\.feature) }).count == 3)
    }

    @Test func `one seed finds the same, and asks no more than it may`() throws {
        var settings = CounterfactualSearch.Settings()
        settings.budget = 500
        settings.seed = 9
        let search = try CounterfactualSearch(
            training: try training(), rules: rules, settings: settings)
        let row = [25.0, 30, 35, 0]
        let result = try search.counterfactuals(of: row, goal: .atLeast(60), model: model)
        #expect(result.askedCount <= 500)
        #expect(try search.counterfactuals(of: row, goal: .atLeast(60), model: model) == result)
        for example in result.examples { #expect(example.answer >= 60) }
    }

    @Test func `it says when nothing is found or nothing is needed`() throws {
        let search = try CounterfactualSearch(training: try training(), rules: rules)
        let row = [40.0, 10, 35, 0]
        let none = try search.counterfactuals(of: row, goal: .atLeast(1000), model: model)
        #expect(none.outcome == .noneFound && none.examples.isEmpty)
        let met = try search.counterfactuals(of: row, goal: .within(0...30), model: model)
        #expect(met.outcome == .alreadyMet && met.askedCount == 1)
        let fixed = [FeatureRule](repeating: FeatureRule(change: .immutable), count: 4)
        let stuck = try CounterfactualSearch(training: try training(), rules: fixed)
        #expect(
            try stuck.counterfactuals(of: row, goal: .atLeast(25), model: model).outcome
                == .noneFound)
    }

    @Test func `trees are crossed just beyond a threshold, gaps included`() throws {
        var builder = try TreeEnsembleBuilder(
            featureCount: 2, baseMargins: [0], roundsToSingle: false)
        try builder.beginTree(output: 0)
        builder.addSplit(
            TreeEnsembleBuilder.Split(
                feature: 0, question: .atMost(7.25), left: 1, right: 2, missingGoesLeft: true))
        builder.addLeaf(-1)
        builder.addLeaf(1)
        try builder.endTree()
        let ensemble = builder.build()
        let training = try FeatureRows([1, 0, 2, 0, 3, 1], rowCount: 3, featureCount: 2)
        let rules = [FeatureRule(), FeatureRule()]
        let search = try CounterfactualSearch(
            training: training, rules: rules, ensemble: ensemble)
        for start in [2.0, .nan] {
            let result = try search.counterfactuals(
                of: [start, .nan], goal: .atLeast(0), model: ensemble.model())
            let example = try #require(result.examples.first)
            #expect(example.values[0] == 7.25.nextUp && example.values[1].isNaN)
        }
    }

    @Test func `settings and shapes out of range are refused`() throws {
        let rows = try training()
        #expect(throws: ExplanationError.featureCountsDiffer(given: 1, expected: 4)) {
            try CounterfactualSearch(training: rows, rules: [FeatureRule()])
        }
        var settings = CounterfactualSearch.Settings()
        settings.budget = 0
        #expect(throws: ExplanationError.settingOutOfRange(name: "budget", value: 0)) {
            try CounterfactualSearch(training: rows, rules: rules, settings: settings)
        }
        let none = try FeatureRows([], rowCount: 0, featureCount: 4)
        #expect(throws: ExplanationError.noRows) {
            try CounterfactualSearch(training: none, rules: rules)
        }
    }
}
