/// A deep leaf with what it contributes to the patterns that were met.
struct DeepLookup {
    /// Up to so many features what was worked out is kept for further blocks: it bounds the memory.
    private static let mostKept = 12

    let leaf: DeepLeaf
    /// Of a leaf of value 1; shape `[distinct patterns, columns]`.
    private(set) var values: [Double] = []
    private let game: DeepGame
    private var known: PatternPlaces

    init(leaf: DeepLeaf, game: DeepGame) {
        self.leaf = leaf
        self.game = game
        known = PatternPlaces(featureCount: leaf.features.count)
    }

    /// Each row's place among the patterns whose values are there.
    mutating func places(
        of patterns: [UInt64], rowCount: Int, columnCount: Int, terms: some LeafTerms
    ) -> [Int32] {
        if leaf.features.count > Self.mostKept {
            known = PatternPlaces(featureCount: leaf.features.count)
            values.removeAll(keepingCapacity: true)
        }
        let before = known.count
        let places = known.places(of: patterns, rowCount: rowCount)
        let added = known.count - before
        guard added > 0 else { return places }
        values += [Double](repeating: 0, count: added * columnCount)
        let words = DeepGame.wordCount(leaf.features.count)
        values.withUnsafeMutableBufferPointer { values in
            known.distinct.withUnsafeBufferPointer { distinct in
                guard let values = values.baseAddress, let distinct = distinct.baseAddress else {
                    return
                }
                for place in before..<known.count {
                    terms.add(
                        game, pattern: distinct + place * words, to: values + place * columnCount)
                }
            }
        }
        return places
    }
}

/// Which patterns are the same.
struct PatternPlaces {
    /// Up to so many features a pattern's place is looked up by the pattern itself.
    private static let mostDirect = 12

    private let wordCount: Int
    /// Each pattern once, in the order they were met; shape `[patterns, words]`.
    private(set) var distinct: [UInt64] = []
    private var direct: [Int32]
    private var hashed: [UInt64: Int32] = [:]

    var count: Int { distinct.count / wordCount }

    init(featureCount: Int) {
        wordCount = DeepGame.wordCount(featureCount)
        direct =
            featureCount <= Self.mostDirect
            ? [Int32](repeating: -1, count: 1 << featureCount) : []
    }

    /// Each row's place among the distinct patterns.
    ///
    /// Patterns of more than one word are not compared: each row has its own.
    mutating func places(of patterns: [UInt64], rowCount: Int) -> [Int32] {
        if wordCount > 1 {
            let first = count
            distinct += patterns
            return (0..<rowCount).map { Int32(first + $0) }
        }
        var places = [Int32](repeating: 0, count: rowCount)
        if direct.isEmpty {
            for (row, pattern) in patterns.enumerated() {
                let place = hashed[pattern] ?? Int32(distinct.count)
                if Int(place) == distinct.count {
                    hashed[pattern] = place
                    distinct.append(pattern)
                }
                places[row] = place
            }
            return places
        }
        for (row, pattern) in patterns.enumerated() {
            if direct[Int(pattern)] < 0 {
                direct[Int(pattern)] = Int32(distinct.count)
                distinct.append(pattern)
            }
            places[row] = direct[Int(pattern)]
        }
        return places
    }
}
