import Testing

@testable import Statistics

@Suite struct TreeSHAPTests {
    @Test(arguments: [(1, 3), (2, 5), (3, 4)] as [(UInt64, Int)])
    func `contributions along covers are the Shapley values of the definition`(
        _ seed: UInt64, _ depth: Int
    ) throws {
        var random = RandomTrees(seed: seed, featureCount: 6)
        let ensemble = try random.ensemble(trees: 6, depth: depth, outputs: 2)
        let rows = try random.rows(20)
        let result = try TreeSHAP(ensemble, absent: .followingCovers).contributions(of: rows)
        for row in 0..<rows.rowCount {
            for output in 0..<2 {
                let expected = BruteForce.contributions(players: 6) {
                    BruteForce.coverWorth(
                        ensemble, row: rows[row], output: output, members: $0)
                }
                #expect(largestDifference(Array(result[row, output: output]), expected) < 1e-10)
            }
        }
    }

    @Test(arguments: [(4, 3), (5, 5)] as [(UInt64, Int)])
    func `contributions against a background are the Shapley values of the definition`(
        _ seed: UInt64, _ depth: Int
    ) throws {
        var random = RandomTrees(seed: seed, featureCount: 6)
        let ensemble = try random.ensemble(trees: 6, depth: depth, outputs: 2, hasCovers: false)
        let rows = try random.rows(12)
        let background = try random.rows(9)
        let result = try TreeSHAP(ensemble, absent: .takenFrom(background))
            .contributions(of: rows)
        for row in 0..<rows.rowCount {
            for output in 0..<2 {
                let expected = BruteForce.contributions(players: 6) {
                    BruteForce.backgroundWorth(
                        ensemble, row: rows[row], background: background, output: output,
                        members: $0)
                }
                #expect(largestDifference(Array(result[row, output: output]), expected) < 1e-10)
            }
        }
    }

    /// Paths of up to eleven features, which no table is made for.
    @Test func `leaves with many features on their path are as exact`() throws {
        var random = RandomTrees(seed: 6, featureCount: 11)
        let ensemble = try random.comb(steps: 16)
        let rows = try random.rows(2)
        let background = try random.rows(4)
        let covers = try TreeSHAP(ensemble, absent: .followingCovers)
        let mixed = try TreeSHAP(ensemble, absent: .takenFrom(background))
        let (first, second) = (
            try covers.contributions(of: rows), try mixed.contributions(of: rows)
        )
        for row in 0..<rows.rowCount {
            let alongCovers = BruteForce.contributions(players: 11) {
                BruteForce.coverWorth(ensemble, row: rows[row], output: 0, members: $0)
            }
            #expect(largestDifference(Array(first[row]), alongCovers) < 1e-10)
            let fromBackground = BruteForce.contributions(players: 11) {
                BruteForce.backgroundWorth(
                    ensemble, row: rows[row], background: background, output: 0, members: $0)
            }
            #expect(largestDifference(Array(second[row]), fromBackground) < 1e-10)
        }
    }

    @Test func `contributions add up to the margin`() throws {
        var random = RandomTrees(seed: 7, featureCount: 12)
        let ensemble = try random.ensemble(trees: 15, depth: 10, outputs: 3)
        let rows = try random.rows(150)
        let background = try random.rows(40)
        let margins = ensemble.margins(of: rows.values, rowCount: rows.rowCount)
        for absent in [TreeSHAP.Absent.followingCovers, .takenFrom(background)] {
            let result = try TreeSHAP(ensemble, absent: absent).contributions(of: rows)
            let answers = (0..<rows.rowCount).flatMap { row in
                (0..<3).map { result.answer(row: row, output: $0) }
            }
            #expect(largestDifference(answers, margins) < 1e-10)
        }
    }

    @Test(arguments: [(8, 5, 6), (9, 10, 14)] as [(UInt64, Int, Int)])
    func `interactions are Shapley's index and add up to contributions`(
        _ seed: UInt64, _ features: Int, _ depth: Int
    ) throws {
        var random = RandomTrees(seed: seed, featureCount: features)
        let ensemble =
            features == 5
            ? try random.ensemble(trees: 4, depth: depth) : try random.comb(steps: depth)
        let rows = try random.rows(2)
        let background = try random.rows(3)
        for absent in [TreeSHAP.Absent.followingCovers, .takenFrom(background)] {
            let shap = try TreeSHAP(ensemble, absent: absent)
            let result = try shap.interactions(of: rows)
            let contributions = try shap.contributions(of: rows)
            #expect(
                largestDifference(result.contributions.values, contributions.values) < 1e-10)
            let pairs = [(0, 1), (1, 4), (2, 3), (features - 2, features - 1)]
            for (row, pair) in pairs.enumerated().map({ ($0 % 2, $1) }) {
                let expected = BruteForce.interaction(players: features, pair.0, pair.1) {
                    switch absent {
                    case .followingCovers:
                        BruteForce.coverWorth(ensemble, row: rows[row], output: 0, members: $0)
                    case .takenFrom(let background):
                        BruteForce.backgroundWorth(
                            ensemble, row: rows[row], background: background, output: 0,
                            members: $0)
                    }
                }
                #expect(isClose(result[row, pair.0, pair.1], expected, within: 1e-10))
                #expect(result[row, pair.0, pair.1] == result[row, pair.1, pair.0])
            }
        }
    }

    /// The fever and the cough of Lundberg, Erion and Lee's *Consistent individualized feature
    /// attribution for tree ensembles* (2018): the second model leans on cough more, and says so.
    @Test func `a model that leans on a feature more gives it no less`() throws {
        func tree(coughFirst: Bool, extra: Double) throws -> TreeEnsemble {
            var builder = try TreeEnsembleBuilder(
                featureCount: 2, baseMargins: [0], roundsToSingle: false)
            try builder.beginTree(output: 0)
            let (top, below) = coughFirst ? (1, 0) : (0, 1)
            for (feature, first) in [(top, 1), (below, 3), (below, 5)] {
                builder.addSplit(
                    TreeEnsembleBuilder.Split(
                        feature: feature, question: .atMost(0.5), left: first, right: first + 1,
                        missingGoesLeft: true, cover: first == 1 ? 4 : 2))
            }
            for value in [0, 0, extra, 80 + extra] { builder.addLeaf(value, cover: 1) }
            try builder.endTree()
            return builder.build()
        }
        let both = try FeatureRows([1, 1], rowCount: 1, featureCount: 2)
        let plain = try TreeSHAP(try tree(coughFirst: false, extra: 0), absent: .followingCovers)
            .contributions(of: both)
        #expect(largestDifference(plain.bases + plain.values, [20, 30, 30]) < 1e-12)
        let leaning = try TreeSHAP(try tree(coughFirst: true, extra: 10), absent: .followingCovers)
            .contributions(of: both)
        #expect(largestDifference(leaning.bases + leaning.values, [25, 30, 35]) < 1e-12)
    }

    @Test func `contributions to an ensemble are those to its trees together`() throws {
        var random = RandomTrees(seed: 10, featureCount: 5)
        let ensemble = try random.ensemble(trees: 7, depth: 6)
        let rows = try random.rows(10)
        for absent in [TreeSHAP.Absent.followingCovers, .takenFrom(try random.rows(5))] {
            let whole = try TreeSHAP(ensemble, absent: absent).contributions(of: rows)
            var sums = [Double](repeating: 0, count: whole.values.count)
            for tree in 0..<7 {
                let part = try RandomTrees.part(of: ensemble, tree: tree)
                let own = try TreeSHAP(part, absent: absent).contributions(of: rows)
                for cell in sums.indices { sums[cell] += own.values[cell] }
            }
            #expect(largestDifference(sums, whole.values) < 1e-12)
        }
    }

    @Test func `a row's contributions depend on no other, and an unused feature has none`() throws {
        var random = RandomTrees(seed: 12, featureCount: 5)
        let tree = try random.ensemble(trees: 1, depth: 6)
        let wide = try RandomTrees.part(of: tree, tree: 0, extraFeatures: 1)
        let rows = try RandomTrees(seed: 13, featureCount: 6).someRows(10)
        let background = try RandomTrees(seed: 14, featureCount: 6).someRows(5)
        let shap = try TreeSHAP(wide, absent: .takenFrom(background))
        let result = try shap.contributions(of: rows)
        for row in 0..<rows.rowCount {
            let single = try FeatureRows(Array(rows[row]), rowCount: 1, featureCount: 6)
            #expect(try shap.contributions(of: single).values == Array(result[row]))
            #expect(result[row].last == 0)
        }
    }

    @Test func `trees of one leaf and no trees at all contribute nothing`() throws {
        var builder = try TreeEnsembleBuilder(
            featureCount: 3, baseMargins: [1], roundsToSingle: true)
        let none = builder.build()
        try builder.beginTree(output: 0)
        builder.addLeaf(2, cover: 5)
        try builder.endTree()
        let rows = try FeatureRows([1, .nan, -.infinity], rowCount: 1, featureCount: 3)
        for (ensemble, base) in [(none, 1.0), (builder.build(), 3.0)] {
            for absent in [TreeSHAP.Absent.followingCovers, .takenFrom(rows)] {
                let result = try TreeSHAP(ensemble, absent: absent).contributions(of: rows)
                #expect(result.bases == [base])
                #expect(result.values == [0, 0, 0])
                let pairs = try TreeSHAP(ensemble, absent: absent).interactions(of: rows)
                #expect(pairs.values == [Double](repeating: 0, count: 9))
            }
        }
    }

    @Test func `ten thousand features cost what the used ones cost`() throws {
        var builder = try TreeEnsembleBuilder(
            featureCount: 10_000, baseMargins: [0], roundsToSingle: true)
        for tree in 0..<100 {
            try builder.beginTree(output: 0)
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: tree * 100, question: .belowSingle(0), left: 1, right: 2,
                    missingGoesLeft: true, cover: 4))
            builder.addLeaf(-1, cover: 1)
            builder.addLeaf(1, cover: 3)
            try builder.endTree()
        }
        let rows = try FeatureRows(
            [Double](repeating: 1, count: 20_000), rowCount: 2, featureCount: 10_000)
        let shap = try TreeSHAP(builder.build(), absent: .followingCovers)
        let result = try shap.contributions(of: rows)
        #expect(result.bases == [50])
        #expect(isClose(result[1][result[1].startIndex + 100], 0.5))
        #expect(result[1].filter { $0 != 0 }.count == 100)
        #expect(
            throws: ExplanationError.tooManyFeatures(features: 10_000, most: 2000)
        ) { try shap.interactions(of: rows) }
    }

    /// More features than one word has bits: all players of a product are alike.
    @Test func `a path of a hundred features is shared evenly by them`() throws {
        var builder = try TreeEnsembleBuilder(
            featureCount: 100, baseMargins: [0], roundsToSingle: false)
        try builder.beginTree(output: 0)
        for step in 0..<100 {
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: step, question: .atMost(0.5), left: 2 * step + 2,
                    right: 2 * step + 1, missingGoesLeft: true,
                    cover: Double(sign: .plus, exponent: 100 - step, significand: 1)))
            builder.addLeaf(0, cover: Double(sign: .plus, exponent: 99 - step, significand: 1))
        }
        builder.addLeaf(100, cover: 1)
        try builder.endTree()
        let rows = try FeatureRows(
            [Double](repeating: 0, count: 100), rowCount: 1, featureCount: 100)
        let others = try FeatureRows(
            [Double](repeating: 1, count: 100), rowCount: 1, featureCount: 100)
        for absent in [TreeSHAP.Absent.followingCovers, .takenFrom(others)] {
            let shap = try TreeSHAP(builder.build(), absent: absent)
            let result = try shap.contributions(of: rows)
            #expect(result.values.allSatisfy { isClose($0, 1, within: 1e-10) })
            let pairs = try shap.interactions(of: rows).contributions
            #expect(largestDifference(pairs.values, result.values) < 1e-10)
        }
    }

    @Test func `a chain of one feature is read, however deep`() throws {
        var builder = try TreeEnsembleBuilder(
            featureCount: 1, baseMargins: [0], roundsToSingle: false)
        try builder.beginTree(output: 0)
        for step in 0..<2000 {
            builder.addSplit(
                TreeEnsembleBuilder.Split(
                    feature: 0, question: .atMost(Double(step)), left: 2 * step + 1,
                    right: 2 * step + 2, missingGoesLeft: true, cover: Double(2001 - step)))
            builder.addLeaf(Double(step), cover: 1)
        }
        builder.addLeaf(2000, cover: 1)
        try builder.endTree()
        let rows = try FeatureRows([3, 2500], rowCount: 2, featureCount: 1)
        let result = try TreeSHAP(builder.build(), absent: .followingCovers)
            .contributions(of: rows)
        #expect(isClose(result.bases[0], 1000, within: 1e-10))
        #expect(largestDifference(result.values, [-997, 1000]) < 1e-8)
    }

    @Test func `without covers, rows or features there is one clear error`() throws {
        var random = RandomTrees(seed: 11, featureCount: 3)
        let ensemble = try random.ensemble(trees: 2, depth: 3, hasCovers: false)
        #expect(throws: ExplanationError.coversMissing) {
            try TreeSHAP(ensemble, absent: .followingCovers)
        }
        let none = try FeatureRows([], rowCount: 0, featureCount: 3)
        #expect(throws: ExplanationError.backgroundEmpty) {
            try TreeSHAP(ensemble, absent: .takenFrom(none))
        }
        let background = try random.rows(2)
        let shap = try TreeSHAP(ensemble, absent: .takenFrom(background))
        #expect(try shap.contributions(of: none).values.isEmpty)
        let narrow = try FeatureRows([1, 2], rowCount: 1, featureCount: 2)
        #expect(throws: ExplanationError.featureCountsDiffer(given: 2, expected: 3)) {
            try shap.contributions(of: narrow)
        }
        #expect(throws: ExplanationError.shapeUnlike(values: 2, rows: 1, features: 3)) {
            try FeatureRows([1, 2], rowCount: 1, featureCount: 3)
        }
    }
}
