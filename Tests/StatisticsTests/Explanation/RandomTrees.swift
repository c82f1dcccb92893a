@testable import Statistics

/// Ensembles and rows from a seed, with all that trees may have.
struct RandomTrees {
    var numbers: SeededRandom
    let featureCount: Int

    init(seed: UInt64, featureCount: Int) {
        numbers = SeededRandom(seed: seed)
        self.featureCount = featureCount
    }

    /// Rows with numbers of few different values, some of them missing.
    mutating func rows(_ count: Int, missing: Double = 0.1) throws -> FeatureRows {
        let values = (0..<count * featureCount).map { _ in
            numbers.unit() < missing ? Double.nan : Double(numbers.index(below: 9)) - 2
        }
        return try FeatureRows(values, rowCount: count, featureCount: featureCount)
    }

    func someRows(_ count: Int) throws -> FeatureRows {
        var random = self
        return try random.rows(count)
    }

    /// One tree of an ensemble, over more features than it asks for.
    static func part(
        of ensemble: TreeEnsemble, tree: Int, extraFeatures: Int = 0
    ) throws -> TreeEnsemble {
        var builder = try TreeEnsembleBuilder(
            featureCount: ensemble.featureCount + extraFeatures,
            baseMargins: ensemble.baseMargins, roundsToSingle: false)
        let root = ensemble.roots[tree]
        try builder.beginTree(output: ensemble.firstOutputs[tree], width: ensemble.widths[tree])
        for node in root..<ensemble.roots[tree + 1] {
            let question: TreeEnsembleBuilder.Question
            switch ensemble.tests[node] {
            case .leaf:
                let first = Int(ensemble.payloads[node])
                let values = ensemble.leafValues[first..<first + ensemble.widths[tree]]
                builder.addLeaf(Array(values), cover: ensemble.covers[node])
                continue
            case .atMost: question = .atMost(ensemble.thresholds[node])
            case .equal: question = .equal(ensemble.thresholds[node])
            case .category: question = .anyOf(categories)
            }
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: Int(ensemble.features[node]), question: question,
                    left: Int(ensemble.left[node]) - root, right: Int(ensemble.right[node]) - root,
                    missingGoesLeft: ensemble.missingGoesLeft[node],
                    zeroIsMissing: ensemble.zeroIsMissing[node], cover: ensemble.covers[node]))
        }
        try builder.endTree()
        return builder.build()
    }

    /// A tree that splits off one leaf at each step, so that its paths are as long as may be.
    mutating func comb(steps: Int) throws -> TreeEnsemble {
        var builder = try TreeEnsembleBuilder(
            featureCount: featureCount, baseMargins: [1], roundsToSingle: false)
        try builder.beginTree(output: 0)
        var cover = 1000.0
        for step in 0..<steps {
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: step < featureCount ? step : numbers.index(below: featureCount),
                    question: .atMost(Double(numbers.index(below: 5)) + 0.5),
                    left: 2 * step + 2, right: 2 * step + 1, missingGoesLeft: true, cover: cover))
            cover *= 0.8
            builder.addLeaf(numbers.gaussian(), cover: cover / 4)
        }
        builder.addLeaf(5, cover: cover)
        try builder.endTree()
        return builder.build()
    }

    private static let categories = [1, 3, 4]

    /// Trees over one output or all, with thresholds, categories, equality and zeros as gaps.
    mutating func ensemble(
        trees: Int, depth: Int, outputs: Int = 1, hasCovers: Bool = true
    ) throws -> TreeEnsemble {
        var builder = try TreeEnsembleBuilder(
            featureCount: featureCount, baseMargins: (0..<outputs).map { Double($0) + 0.5 },
            roundsToSingle: false)
        for tree in 0..<trees {
            let width = tree % 3 == 2 ? outputs : 1
            try builder.beginTree(
                output: width == outputs ? 0 : tree % outputs, width: width,
                weight: tree % 2 == 0 ? 1 : 0.25)
            var nodes = 1
            addNode(
                to: &builder, &nodes, depth: depth, width: width,
                cover: hasCovers ? 1000 : 0)
            try builder.endTree()
        }
        return builder.build()
    }

    /// Adds nodes breadth first, so that numbers are known before the children are.
    private mutating func addNode(
        to builder: inout TreeEnsembleBuilder, _ nodes: inout Int, depth: Int, width: Int,
        cover: Double
    ) {
        var open = [(depth: depth, cover: cover)]
        var place = 0
        while place < open.count {
            let (depth, cover) = open[place]
            place += 1
            if depth == 0 || depth < 3 && numbers.unit() < 0.2 {
                builder.addLeaf((0..<width).map { _ in numbers.gaussian() }, cover: cover)
                continue
            }
            let share = 0.1 + 0.8 * numbers.unit()
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: numbers.index(below: featureCount), question: question(),
                    left: nodes, right: nodes + 1, missingGoesLeft: numbers.unit() < 0.5,
                    zeroIsMissing: numbers.unit() < 0.2, cover: cover))
            nodes += 2
            open.append((depth - 1, cover * share))
            open.append((depth - 1, cover * (1 - share)))
        }
    }

    private mutating func question() -> TreeEnsembleBuilder.Question {
        let value = Double(numbers.index(below: 7)) - 1.5
        switch numbers.index(below: 5) {
        case 0: return .anyOf(Self.categories)
        case 1: return .equal(value.rounded())
        case 2: return .belowSingle(Float(value))
        default: return .atMost(value)
        }
    }
}

/// Shapley values from their definition.
enum BruteForce {
    /// Each player's value; `worth` is of a coalition, with bit `k` for player `k`.
    static func contributions(players: Int, worth: (Int) -> Double) -> [Double] {
        let values = (0..<1 << players).map(worth)
        return (0..<players).map { player in
            values.indices.reduce(0.0) { sum, coalition in
                guard coalition >> player & 1 == 0 else { return sum }
                let size = coalition.nonzeroBitCount
                let weight = factorial(size) * factorial(players - size - 1) / factorial(players)
                return sum + weight * (values[coalition | 1 << player] - values[coalition])
            }
        }
    }

    /// Half of Shapley's interaction index of two players.
    static func interaction(
        players: Int, _ first: Int, _ second: Int, worth: (Int) -> Double
    ) -> Double {
        let pair = 1 << first | 1 << second
        return (0..<1 << players).filter { $0 & pair == 0 }.reduce(0.0) { sum, coalition in
            let size = coalition.nonzeroBitCount
            let weight =
                factorial(size) * factorial(players - size - 2) / factorial(players - 1) / 2
            let both = worth(coalition | pair) + worth(coalition)
            return sum
                + weight
                * (both - worth(coalition | 1 << first) - worth(coalition | 1 << second))
        }
    }

    private static func factorial(_ number: Int) -> Double {
        (0..<number).reduce(1.0) { $0 * Double($1 + 1) }
    }

    /// What a coalition is worth when absent features follow the covers.
    static func coverWorth(
        _ ensemble: TreeEnsemble, row: ArraySlice<Double>, output: Int, members: Int
    ) -> Double {
        let row = Array(row)
        return (0..<ensemble.treeCount).reduce(ensemble.baseMargins[output]) { sum, tree in
            let place = output - ensemble.firstOutputs[tree]
            guard (0..<ensemble.widths[tree]).contains(place) else { return sum }
            func value(_ node: Int) -> Double {
                if ensemble.tests[node] == .leaf {
                    return ensemble.leafValues[Int(ensemble.payloads[node]) + place]
                }
                let (left, right) = (Int(ensemble.left[node]), Int(ensemble.right[node]))
                let feature = Int(ensemble.features[node])
                if members >> feature & 1 == 1 {
                    return value(ensemble.goesLeft(node, row[feature]) ? left : right)
                }
                return (ensemble.covers[left] * value(left) + ensemble.covers[right] * value(right))
                    / ensemble.covers[node]
            }
            return sum + value(ensemble.roots[tree])
        }
    }

    /// What a coalition is worth when absent features are taken from background rows.
    static func backgroundWorth(
        _ ensemble: TreeEnsemble, row: ArraySlice<Double>, background: FeatureRows, output: Int,
        members: Int
    ) -> Double {
        let row = Array(row)
        let margins = (0..<background.rowCount).map { other in
            let mixed = row.indices.map {
                members >> $0 & 1 == 1 ? row[$0] : background[other, $0]
            }
            return mixed.withUnsafeBufferPointer { ensemble.margin(of: $0)[output] }
        }
        return margins.reduce(0, +) / Double(background.rowCount)
    }
}

/// The largest difference of two lists of the same length; infinite for other lengths.
func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).map { ($0 - $1).magnitude }.max() ?? 0
}
