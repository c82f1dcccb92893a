/// How many more rows of which groups would decide whether a gap is within a limit.
///
/// A plan, not a promise: it holds if more rows show the same rates. The smallest samples are
/// filled up first: with `m` as the least number of counted rows in any group, `n′ = max(n, m)`,
/// Wilson's and Newcombe's intervals are computed again over `n′` at the observed rates, and the
/// answer is the smallest `m` at which every pair is within the limit, or some pair is beyond.
/// Then every group that the decision does not need is left as it is. A rate that counts some
/// of a group's rows, as the true positive rate does, needs `⌈(n′ − n) · rows / n⌉` rows.
package enum RowsNeeded: Sendable, Equatable {
    /// Only groups that need more rows, in the order of the groups.
    case more([GroupRows])
    /// Not even this many rows that count in every group would decide.
    case moreThan(rowsPerGroup: Int)

    init(_ gap: GroupGap, limit: Double, rowsMost: Int) {
        self.init(
            gap.groups, pairs: gap.pairs, confidence: gap.confidence, limit: .gapAtMost(limit),
            rowsMost: rowsMost)
    }

    init(_ ratio: GroupRatio, limit: Double, rowsMost: Int) {
        self.init(
            ratio.groups, pairs: ratio.pairs, confidence: ratio.confidence,
            limit: .ratioAtLeast(limit), rowsMost: rowsMost)
    }

    /// - Parameters:
    ///   - groups: Those that have the rate.
    ///   - pairs: How many share the confidence.
    ///   - confidence: Of all pairs together.
    ///   - limit: What every pair must keep.
    ///   - rowsMost: Larger samples than this in one group are not looked for.
    private init(
        _ groups: [ComparedGroup], pairs: Int, confidence: Double, limit: PairLimit, rowsMost: Int
    ) {
        // A confidence that was good for the comparison is good here.
        guard let deviate = try? NormalQuantile(twoSided: confidence, comparisons: pairs) else {
            preconditionFailure("a comparison has a confidence between 0 and 1")
        }
        let search = SampleSearch(
            shares: groups.map(\.share.estimate), deviate: deviate.value, limit: limit)
        let counts = groups.map(\.share.trials)
        guard let sizes = search.smallest(from: counts, most: rowsMost) else {
            self = .moreThan(rowsPerGroup: rowsMost)
            return
        }
        self = .more(
            groups.indices.filter { sizes[$0] > counts[$0] }.map { index in
                let perCounted = Double(groups[index].rows) / Double(counts[index])
                let rows = (Double(sizes[index] - counts[index]) * perCounted).rounded(.up)
                return GroupRows(
                    group: groups[index].name, rows: Int(exactly: rows) ?? Int.max,
                    counted: sizes[index] - counts[index])
            })
    }
}

/// Rows that one group lacks.
package struct GroupRows: Sendable, Equatable {
    package let group: String
    /// Rows to collect, at the share of counted rows seen so far.
    package let rows: Int
    /// How many of them must count for the rate: for the true positive rate, have a true label.
    package let counted: Int
}

/// What every pair of groups must keep.
enum PairLimit: Sendable, Equatable {
    case gapAtMost(Double)
    /// Of the smaller rate over the larger.
    case ratioAtLeast(Double)

    enum Answer { case kept, broken, open }

    func answer(_ first: ShareBounds, _ second: ShareBounds) -> Answer {
        switch self {
        case .gapAtMost(let limit):
            let pair = DifferenceBounds(first, minus: second)
            return pair.gapLower > limit ? .broken : pair.gapUpper <= limit ? .kept : .open
        case .ratioAtLeast(let limit):
            let (small, large) = first.share <= second.share ? (first, second) : (second, first)
            // Two rates of 0 have no ratio, and stand against nothing.
            guard let pair = RatioBounds(small, over: large) else { return .kept }
            return pair.most < limit ? .broken : pair.least >= limit ? .kept : .open
        }
    }
}

/// Looks for the sample sizes at which observed shares decide about a limit.
private struct SampleSearch {
    let shares: [Double]
    let deviate: Double
    let limit: PairLimit

    /// Each group's size, none below what there is; `nil` when `most` in every one do not decide.
    func smallest(from counts: [Int], most: Int) -> [Int]? {
        let filled = { (least: Int) in counts.map { max($0, least) } }
        var undecided = counts.min() ?? 0
        var decided = undecided
        repeat {
            guard decided < most else { return nil }
            undecided = decided
            decided = min(max(decided, 1) * 2, most)
        } while !decides(filled(decided))
        while decided - undecided > 1 {
            let middle = undecided + (decided - undecided) / 2
            if decides(filled(middle)) { decided = middle } else { undecided = middle }
        }
        return sparing(filled(decided), counts: counts)
    }

    /// Takes back the rows of each group that the decision can do without.
    private func sparing(_ sizes: [Int], counts: [Int]) -> [Int] {
        var sizes = sizes
        for index in sizes.indices where sizes[index] > counts[index] {
            let kept = sizes[index]
            sizes[index] = counts[index]
            if !decides(sizes) { sizes[index] = kept }
        }
        return sizes
    }

    private func decides(_ sizes: [Int]) -> Bool {
        let bounds = shares.indices.map {
            ShareBounds(share: shares[$0], trials: Double(sizes[$0]), deviate: deviate)
        }
        var within = true
        for first in bounds.indices {
            for second in bounds[(first + 1)...].indices {
                switch limit.answer(bounds[first], bounds[second]) {
                case .broken: return true
                case .open: within = false
                case .kept: continue
                }
            }
        }
        return within
    }
}
