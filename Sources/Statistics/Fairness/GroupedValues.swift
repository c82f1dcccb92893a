/// Every measure of every group, with standard errors from resamples.
///
/// Rows (or queries) of a group are dealt at random into at most ``bagsMost`` bags of equal size, and
/// bags are drawn with Poisson weights: up to that many rows this is the bootstrap of rows, and beyond
/// it one of sums of rows, whose law is the same and whose cost does not grow.
struct GroupedValues {
    let values: [GroupedMeasure: [GroupedValue]]

    /// Groups of fewer rows, or queries, are not resampled: that would say too little.
    static let unitsLeast = 10
    static let bagsMost = 1_000

    init(
        _ sample: PerformanceSample, _ groups: [(name: String, rows: [Int])],
        bootstrap: CellBootstrap
    ) throws(SampleError) {
        var values: [GroupedMeasure: [GroupedValue]] = [:]
        for group in groups where !group.rows.isEmpty {
            let own: [(GroupedMeasure, GroupedValue)]
            let drawn = Resamples(bootstrap, group.name)
            switch sample.keeping(group.rows) {
            case .binary: own = []
            case .multiclass(let labels, let scores, let classes):
                let table = ScoreTable(scores: scores, classes: classes)
                own = try drawn.classes(
                    MulticlassConfusion(
                        labels: labels, decisions: table.decisions, classes: classes))
            case .decided(let labels, let decisions, let classes):
                own = try drawn.classes(
                    MulticlassConfusion(labels: labels, decisions: decisions, classes: classes))
            case .regression(let actual, let predicted, _):
                own = drawn.numbers(actual, predicted)
            case .ranking(let relevance, let scores, let queries, let places):
                own = drawn.ranking(
                    try RankingPerformance.measured(
                        relevance, scores, queries, places, .linear
                    ).measures.map { $0[0] })
            }
            for (measure, value) in own { values[measure, default: []].append(value) }
        }
        self.values = values
    }
}

/// One group's values.
private struct Resamples {
    private let bootstrap: CellBootstrap
    private let name: String

    init(_ bootstrap: CellBootstrap, _ name: String) {
        self.bootstrap = bootstrap
        self.name = name
    }

    // MARK: Several classes

    func classes(_ confusion: MulticlassConfusion) -> [(GroupedMeasure, GroupedValue)] {
        let (cells, width) = (confusion.cells, confusion.classes)
        let rows = cells.reduce(0, +)
        let share = { (successes: Int) in
            GroupedValue(
                name: name, units: rows, value: Double(successes) / Double(rows),
                law: .share(successes: successes))
        }
        var found: [(GroupedMeasure, GroupedValue)] = [
            (.accuracy, share((0..<width).reduce(0) { $0 + cells[$1 * width + $1] }))
        ]
        for index in 0..<width {
            let decided = (0..<width).reduce(0) { $0 + cells[$1 * width + index] }
            found.append((.selection(index), share(decided)))
        }
        guard rows >= GroupedValues.unitsLeast else { return found }
        let filled = cells.indices.filter { cells[$0] > 0 }
        let laws = filled.map { PoissonLaw(mean: Double(cells[$0])) }
        var random = SeededRandom(seed: bootstrap.seed, stream: name)
        var drawn = [Double](repeating: 0, count: cells.count)
        let place = MulticlassMeasure.allCases.firstIndex(of: .macroF1) ?? 0
        let value = MulticlassMeasure.values(cells.map(Double.init), classes: width)[place]
        let error = deviation { () -> [Double] in
            for (cell, law) in zip(filled, laws) { drawn[cell] = law.draw(&random) }
            return [MulticlassMeasure.values(drawn, classes: width)[place]]
        }[0]
        found.append(
            (
                .macroF1,
                GroupedValue(
                    name: name, units: rows, value: value, law: bounded(value, error, rows))
            ))
        return found
    }

    /// How sure a value 0...1 is.
    ///
    /// Where no resample differs, the rule of three says what may have been missed.
    private func bounded(_ value: Double, _ error: Double, _ units: Int) -> GroupedValue.Law {
        if error > 0, value > 0, value < 1 { return .logit(error: error) }
        return .plain(error: max(error, 3 / Double(units) / 1.96))
    }

    // MARK: Numbers

    func numbers(
        _ actual: [Double], _ predicted: [Double]
    ) -> [(GroupedMeasure, GroupedValue)] {
        guard actual.count >= GroupedValues.unitsLeast else { return [] }
        // Far from 0 the squares of actual values would lose the digits that their spread is in.
        let centre = actual.reduce(0, +) / Double(actual.count)
        let bags = bags(actual.count, width: 6) { row, sums in
            let (error, value) = (actual[row] - predicted[row], actual[row] - centre)
            for (place, part) in [1, error.magnitude, error * error, error, value, value * value]
                .enumerated()
            {
                sums[place] += part
            }
        }
        let measure = { (sums: [Double]) -> [Double] in
            let rows = sums[0]
            let spread = sums[5] - sums[4] * sums[4] / rows
            return [
                sums[1] / rows, (sums[2] / rows).squareRoot(), sums[3] / rows,
                spread > 0 ? 1 - sums[2] / spread : .nan,
            ]
        }
        let values = measure(total(bags, width: 6))
        let errors = deviations(bags, width: 6, measure)
        let measures: [GroupedMeasure] = [
            .meanAbsoluteError, .rootMeanSquaredError, .meanError, .rSquared,
        ]
        return measures.indices.compactMap { place in
            let (value, error) = (values[place], errors[place])
            // Without any spread nobody can say how sure the value is.
            guard value.isFinite, error > 0 else { return nil }
            let law: GroupedValue.Law =
                switch measures[place] {
                case .meanError: .plain(error: error)
                case .rSquared: .unexplained(error: error)
                default: .logarithm(error: error)
                }
            return (
                measures[place],
                GroupedValue(name: name, units: actual.count, value: value, law: law)
            )
        }
    }

    // MARK: Rankings

    /// The mean over queries.
    ///
    /// - Parameter gains: Of the queries in which the group has a relevant row.
    /// - Returns: Nothing where the queries are too few.
    func ranking(_ gains: [Double]) -> [(GroupedMeasure, GroupedValue)] {
        guard gains.count >= GroupedValues.unitsLeast else { return [] }
        let bags = bags(gains.count, width: 2) { query, sums in
            sums[0] += 1
            sums[1] += gains[query]
        }
        let measure = { (sums: [Double]) in [sums[1] / sums[0]] }
        let value = measure(total(bags, width: 2))[0]
        let error = deviations(bags, width: 2, measure)[0]
        return [
            (
                .discountedGain,
                GroupedValue(
                    name: name, units: gains.count, value: value,
                    law: bounded(value, error, gains.count))
            )
        ]
    }

    // MARK: Bags

    /// Sums of units that are dealt out at random; shape `[bags, width]`.
    private func bags(
        _ units: Int, width: Int, _ add: (_ unit: Int, _ sums: inout [Double]) -> Void
    ) -> [[Double]] {
        let count = min(units, GroupedValues.bagsMost)
        var bags = [[Double]](repeating: [Double](repeating: 0, count: width), count: count)
        var random = SeededRandom(seed: bootstrap.seed, stream: name + "/bags")
        let order = count == units ? Array(0..<units) : random.permutation(units)
        for (place, unit) in order.enumerated() { add(unit, &bags[place % count]) }
        return bags
    }

    private func total(_ bags: [[Double]], width: Int) -> [Double] {
        (0..<width).map { place in bags.reduce(0) { $0 + $1[place] } }
    }

    private func deviations(
        _ bags: [[Double]], width: Int, _ measure: ([Double]) -> [Double]
    ) -> [Double] {
        let law = PoissonLaw(mean: 1)
        var random = SeededRandom(seed: bootstrap.seed, stream: name)
        return deviation {
            var sums = [Double](repeating: 0, count: width)
            for bag in bags {
                let weight = law.draw(&random)
                if weight > 0 {
                    for place in 0..<width { sums[place] += weight * bag[place] }
                }
            }
            return measure(sums)
        }
    }

    /// The standard deviation of each number over the replicates in which it is one; 0 where it is in
    /// fewer than half of them.
    private func deviation(_ draw: () -> [Double]) -> [Double] {
        let drawn = (0..<bootstrap.replicates).map { _ in draw() }
        return (drawn.first ?? []).indices.map { place in
            let known = drawn.map { $0[place] }.filter(\.isFinite)
            guard 2 * known.count >= drawn.count, known.count > 1 else { return 0 }
            let mean = known.reduce(0, +) / Double(known.count)
            let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (squares / Double(known.count - 1)).squareRoot()
        }
    }
}
