import Testing

@testable import Statistics

@Suite struct TreeEnsembleTests {
    private static func builder(
        features: Int = 2, base: [Double] = [0], roundsToSingle: Bool = false
    ) throws -> TreeEnsembleBuilder {
        try TreeEnsembleBuilder(
            featureCount: features, baseMargins: base, roundsToSingle: roundsToSingle)
    }

    private static func stump(
        _ question: TreeEnsembleBuilder.Question, missingGoesLeft: Bool = false,
        zeroIsMissing: Bool = false, roundsToSingle: Bool = false
    ) throws -> TreeEnsemble {
        var builder = try builder(features: 1, roundsToSingle: roundsToSingle)
        try builder.beginTree(output: 0)
        builder.addSplit(
            .init(
                feature: 0, question: question, left: 1, right: 2,
                missingGoesLeft: missingGoesLeft, zeroIsMissing: zeroIsMissing, cover: 3))
        builder.addLeaf(1, cover: 1)
        builder.addLeaf(2, cover: 2)
        try builder.endTree()
        return builder.build()
    }

    /// Numbers on, beside and between float32 values, large and small ones, and not numbers at all.
    private static func values(around limit: Float) -> [Double] {
        let near = [limit.nextDown, limit, limit.nextUp].map { Double($0) }
        let middles = zip(near, near.dropFirst()).map { ($0 + $1) / 2 }
        let exact = near + middles
        return exact.flatMap { [$0.nextDown, $0, $0.nextUp] }
            + [0, -0.0, 1e-50, -1e-50, .infinity, -.infinity, 1e39, -1e39, 3.5e38]
    }

    @Test(
        arguments: [
            0.5, -0.0, 0.1, .leastNonzeroMagnitude, 1e38, 16_777_216, -7.3,
            .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, -.leastNonzeroMagnitude, .infinity, .leastNormalMagnitude,
        ] as [Float])
    func `a float32 comparison is kept exactly in float64`(_ limit: Float) throws {
        let below = try Self.stump(.belowSingle(limit))
        let atMost = try Self.stump(.atMostSingle(limit))
        for value in Self.values(around: limit) {
            #expect(below.goesLeft(0, value) == (Float(value) < limit), "\(value) < \(limit)")
            #expect(atMost.goesLeft(0, value) == (Float(value) <= limit), "\(value) <= \(limit)")
        }
    }

    @Test func `a float64 comparison is as it says`() throws {
        let below = try Self.stump(.below(0.1))
        let atMost = try Self.stump(.atMost(0.1))
        #expect(!below.goesLeft(0, 0.1) && below.goesLeft(0, (0.1).nextDown))
        #expect(atMost.goesLeft(0, 0.1) && !atMost.goesLeft(0, (0.1).nextUp))
    }

    @Test func `a category is in the set that lists it, and nothing else is`() throws {
        let stump = try Self.stump(.anyOf([0, 3, 64, 200]), missingGoesLeft: true)
        let left = [0.0, 3, 3.9, 64, 200, .nan]
        let right = [1.0, -1, 65, 201, 256, 1e300, .infinity, -.infinity]
        for value in left { #expect(stump.goesLeft(0, value), "\(value)") }
        for value in right { #expect(!stump.goesLeft(0, value), "\(value)") }
        let empty = try Self.stump(.anyOf([]))
        #expect(!empty.goesLeft(0, 0))
    }

    @Test func `equality may round to float32 first`() throws {
        #expect(try Self.stump(.equal(3), roundsToSingle: true).goesLeft(0, 3.000_000_01))
        #expect(try !Self.stump(.equal(3)).goesLeft(0, 3.000_000_01))
    }

    @Test(arguments: [false, true]) func `missing goes where it is told`(_ left: Bool) throws {
        let plain = try Self.stump(.atMost(-1), missingGoesLeft: left)
        #expect(plain.goesLeft(0, .nan) == left)
        #expect(!plain.goesLeft(0, 0))
        let zero = try Self.stump(.atMost(-1), missingGoesLeft: left, zeroIsMissing: true)
        #expect(zero.goesLeft(0, 0) == left && zero.goesLeft(0, -1e-36) == left)
        #expect(!zero.goesLeft(0, 1e-30))
    }

    /// A random ensemble with every test, several outputs and unbalanced trees.
    private static func random(
        _ generator: inout SplitMix, trees: Int, features: Int, onlyPlain: Bool
    ) throws -> TreeEnsemble {
        var builder = try builder(features: features, base: [0.5, -1, 2])
        for tree in 0..<trees {
            let width = onlyPlain || tree % 3 > 0 ? 1 : 3
            try builder.beginTree(output: width == 3 ? 0 : tree % 3, width: width, weight: 0.5)
            var open = 1
            var added = 0
            while open > 0 {
                let isLeaf = added + open > 60 || Int.random(in: 0..<5, using: &generator) == 0
                open -= 1
                if isLeaf {
                    let values = (0..<width).map { _ in Double.random(in: -1...1, using: &generator)
                    }
                    builder.addLeaf(values, cover: 1)
                } else {
                    let kind = onlyPlain ? 0 : Int.random(in: 0..<4, using: &generator)
                    let limit = Double(Int.random(in: -4..<5, using: &generator)) / 2
                    let questions: [TreeEnsembleBuilder.Question] = [
                        .atMost(limit), .belowSingle(Float(limit)), .anyOf([0, 2]), .equal(1),
                    ]
                    builder.addSplit(
                        .init(
                            feature: Int.random(in: 0..<features, using: &generator),
                            question: questions[kind], left: added + open + 1,
                            right: added + open + 2,
                            missingGoesLeft: Bool.random(using: &generator),
                            zeroIsMissing: !onlyPlain && Bool.random(using: &generator)))
                    open += 2
                }
                added += 1
            }
            try builder.endTree()
        }
        return builder.build()
    }

    @Test(arguments: [(false, 1), (true, 1), (true, 0)])
    func `many rows at once get what each gets alone`(_ onlyPlain: Bool, _ holes: Int) throws {
        var generator = SplitMix(seed: 7)
        let features = 5
        let ensemble = try Self.random(
            &generator, trees: 40, features: features, onlyPlain: onlyPlain)
        // Not a whole number of blocks, nor of lanes.
        let rows = 203
        var matrix = (0..<rows * features).map { _ in
            Double(Int.random(in: -6..<7, using: &generator)) / 2
        }
        if holes > 0 {
            for place in stride(from: 0, to: matrix.count, by: 7) { matrix[place] = .nan }
        }
        let margins = ensemble.margins(of: matrix, rowCount: rows)
        #expect(margins.count == rows * 3)
        for row in 0..<rows {
            let cells = Array(matrix[row * features..<(row + 1) * features])
            let alone = cells.withUnsafeBufferPointer { ensemble.margin(of: $0) }
            #expect(Array(margins[row * 3..<row * 3 + 3]) == alone)
        }
    }

    @Test func `parents come before children, and siblings are neighbours`() throws {
        var generator = SplitMix(seed: 9)
        let ensemble = try Self.random(&generator, trees: 20, features: 3, onlyPlain: false)
        for tree in 0..<ensemble.treeCount {
            for node in ensemble.roots[tree]..<ensemble.roots[tree + 1] {
                guard ensemble.tests[node] != .leaf else {
                    #expect(Int(ensemble.left[node]) == node && ensemble.features[node] == -1)
                    continue
                }
                #expect(Int(ensemble.left[node]) > node)
                #expect(ensemble.right[node] == ensemble.left[node] + 1)
                #expect(Int(ensemble.right[node]) < ensemble.roots[tree + 1])
            }
        }
    }

    @Test func `a tree's weight is in its leaves, and a tree may be one leaf`() throws {
        var builder = try Self.builder(base: [1, 10])
        try builder.beginTree(output: 1, weight: 0.25)
        builder.addLeaf(8, cover: 5)
        try builder.endTree()
        let ensemble = builder.build()
        #expect(ensemble.margins(of: [0, 0], rowCount: 1) == [1, 12])
        #expect(ensemble.depths == [0] && ensemble.hasCovers)
    }

    @Test func `no tree at all is the base`() throws {
        let ensemble = try Self.builder(base: [3]).build()
        #expect(ensemble.margins(of: [1, 2, 3, 4], rowCount: 2) == [3, 3])
        #expect(ensemble.margins(of: [], rowCount: 0) == [])
    }

    @Test func `nodes that the root does not lead to are left out`() throws {
        var builder = try Self.builder()
        try builder.beginTree(output: 0)
        builder.addLeaf(4)
        builder.addLeaf(5)
        try builder.endTree()
        #expect(builder.build().nodeCount == 1)
    }

    private static func error(
        _ split: TreeEnsembleBuilder.Split, leaves: [Double] = [1, 2]
    ) -> TreeEnsembleError? {
        do {
            var builder = try builder()
            try builder.beginTree(output: 0)
            builder.addSplit(split)
            for leaf in leaves { builder.addLeaf(leaf) }
            try builder.endTree()
            return nil
        } catch {
            return error as? TreeEnsembleError
        }
    }

    private static func split(
        feature: Int = 0, _ question: TreeEnsembleBuilder.Question = .atMost(0), left: Int = 1,
        right: Int = 2, cover: Double = 0
    ) -> TreeEnsembleBuilder.Split {
        .init(
            feature: feature, question: question, left: left, right: right,
            missingGoesLeft: false, cover: cover)
    }

    @Test func `an unsound tree is refused by name`() {
        #expect(Self.error(Self.split()) == nil)
        #expect(
            Self.error(Self.split(feature: 2))
                == .featureUnknown(tree: 0, node: 0, feature: 2, features: 2))
        #expect(
            Self.error(Self.split(feature: -1))
                == .featureUnknown(tree: 0, node: 0, feature: -1, features: 2))
        #expect(
            Self.error(Self.split(right: 3)) == .childUnknown(tree: 0, node: 0, child: 3))
        #expect(
            Self.error(Self.split(left: -1)) == .childUnknown(tree: 0, node: 0, child: -1))
        #expect(Self.error(Self.split(left: 0)) == .nodeShared(tree: 0, node: 0))
        #expect(Self.error(Self.split(right: 1)) == .nodeShared(tree: 0, node: 1))
        let notFinite = TreeEnsembleError.numberNotFinite(tree: 0, node: 0)
        #expect(Self.error(Self.split(.atMost(.nan))) == notFinite)
        #expect(Self.error(Self.split(.belowSingle(.nan))) == notFinite)
        #expect(Self.error(Self.split(.below(-.infinity))) == notFinite)
        #expect(Self.error(Self.split(cover: -1)) == notFinite)
        #expect(Self.error(Self.split(), leaves: [1, .nan]) == .numberNotFinite(tree: 0, node: 2))
        let category = TreeEnsembleError.categoryUnknown(tree: 0, node: 0)
        #expect(Self.error(Self.split(.anyOf([-1]))) == category)
        #expect(Self.error(Self.split(.anyOf([1 << 24]))) == category)
    }

    @Test func `a sentence says what is wrong`() {
        #expect(
            TreeEnsembleError.nodeShared(tree: 3, node: 7).description
                == "tree 3 is not a tree: two ways lead to node 7")
    }

    @Test func `outputs must be there`() throws {
        #expect(throws: TreeEnsembleError.noOutputs) { try Self.builder(base: []) }
        #expect(throws: TreeEnsembleError.baseNotFinite) { try Self.builder(base: [.nan]) }
        var builder = try Self.builder(base: [0, 0])
        #expect(throws: TreeEnsembleError.outputUnknown(tree: 0, output: 2, outputs: 2)) {
            try builder.beginTree(output: 2)
        }
        #expect(throws: TreeEnsembleError.outputUnknown(tree: 0, output: 1, outputs: 2)) {
            try builder.beginTree(output: 1, width: 2)
        }
        try builder.beginTree(output: 0, width: 2)
        builder.addLeaf(1)
        #expect(throws: TreeEnsembleError.valuesMissing(tree: 0, node: 0, width: 2)) {
            try builder.endTree()
        }
    }
}
