import RealModule

/// The rows of one query in descending order of score, equal scores as one block.
struct RankedQuery {
    private struct Block {
        /// Rows before it, and relevant ones among them.
        var start: Int
        var relevantBefore: Double
        var rows = 0
        var relevant = 0.0
        var gain = 0.0
    }

    private var blocks: [Block] = []
    /// Each row's gain, descending: the best order there could be.
    private let best: [Double]
    private let rows: Int
    private(set) var relevant = 0.0

    /// - Parameters:
    ///   - ranked: Scores, descending, with relevances.
    ///   - gain: What a relevance is worth.
    init(
        _ ranked: [(score: Double, relevance: Double)], gain: RankingPerformance.Gain
    ) {
        let gains = ranked.map { row in
            gain == .linear ? row.relevance : Double.exp2(row.relevance) - 1
        }
        rows = ranked.count
        best = gains.sorted(by: >)
        for index in ranked.indices {
            if index == 0 || ranked[index].score != ranked[index - 1].score {
                blocks.append(Block(start: index, relevantBefore: relevant))
            }
            let isRelevant = ranked[index].relevance > 0 ? 1.0 : 0
            blocks[blocks.count - 1].rows += 1
            blocks[blocks.count - 1].relevant += isRelevant
            blocks[blocks.count - 1].gain += gains[index]
            relevant += isRelevant
        }
    }

    /// Gain without a cut, average precision, reciprocal rank; then of each cut gain, precision and
    /// recall.
    func measures(places: [Int]) -> [Double] {
        var measures = [normalizedGain(rows), averagePrecision, reciprocalRank]
        for place in places {
            let hits = hits(among: place)
            measures += [normalizedGain(place), hits / Double(place), hits / relevant]
        }
        return measures
    }

    private static func discount(_ place: Int) -> Double { 1 / Double.log2(Double(place + 2)) }

    private func normalizedGain(_ places: Int) -> Double {
        var (found, possible) = (0.0, 0.0)
        for block in blocks {
            for place in block.start..<min(block.start + block.rows, max(places, block.start)) {
                found += block.gain / Double(block.rows) * Self.discount(place)
            }
        }
        for place in 0..<min(places, best.count) { possible += best[place] * Self.discount(place) }
        return found / possible
    }

    private func hits(among places: Int) -> Double {
        blocks.reduce(0) { hits, block in
            let within = min(max(places - block.start, 0), block.rows)
            return hits + block.relevant * Double(within) / Double(block.rows)
        }
    }

    /// At place `j` of a block of `b` rows with `r` relevant stands a relevant one with chance
    /// `r/b`, and then `(j − 1)(r − 1)/(b − 1)` relevant ones of the block before it.
    private var averagePrecision: Double {
        var sum = 0.0
        for block in blocks where block.relevant > 0 {
            let share = block.relevant / Double(block.rows)
            let others = block.rows > 1 ? (block.relevant - 1) / Double(block.rows - 1) : 0
            for place in 0..<block.rows {
                let before = block.relevantBefore + Double(place) * others
                sum += share * (before + 1) / Double(block.start + place + 1)
            }
        }
        return sum / relevant
    }

    /// The first relevant row of a block of `b` with `r` relevant is at its place `j` with chance
    /// `r/(b − j + 1)` times that of none before.
    private var reciprocalRank: Double {
        guard let block = blocks.first(where: { $0.relevant > 0 }) else { return 0 }
        var (mean, none) = (0.0, 1.0)
        for place in 0..<block.rows where none > 0 {
            let chance = min(block.relevant / Double(block.rows - place), 1)
            mean += none * chance / Double(block.start + place + 1)
            none *= 1 - chance
        }
        return mean
    }
}
