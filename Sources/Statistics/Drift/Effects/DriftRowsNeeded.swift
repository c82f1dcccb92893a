/// How many rows would decide whether an effect is beyond a limit.
///
/// A plan, not a promise: it holds if more rows show the same effect. More rows of the side that has
/// fewer are asked for first, then of the other; where no number of either would do, rows of both in
/// today's proportion.
package enum DriftRowsNeeded: Sendable, Equatable {
    /// So many current rows in all, with the reference as it is.
    case current(Int)
    /// So many rows of the reference in all, with the current ones as they are.
    case reference(Int)
    /// So many rows of each in all.
    case both(reference: Int, current: Int)
    /// Not even so many rows of either side would decide.
    case moreThan(Int)

    static let rowsMost = 1e10

    init(_ effect: DriftEffect, limit: Double) {
        let rows = effect.rows
        let sides: [DriftSide] =
            rows.reference < rows.current ? [.reference, .current] : [.current, .reference]
        for side in sides {
            guard let found = Self.rows(of: side, for: effect, limit: limit) else { continue }
            self = side == .current ? .current(found) : .reference(found)
            return
        }
        let factor = Self.smallest(from: 1) {
            let more = DriftPair(reference: rows.reference * $0, current: rows.current * $0)
            return effect.among(more).isBeyond(limit) != nil
        }
        guard let factor, factor * max(rows.reference, rows.current) < Self.rowsMost else {
            self = .moreThan(Int(Self.rowsMost))
            return
        }
        self = .both(
            reference: Int((rows.reference * factor).rounded(.up)),
            current: Int((rows.current * factor).rounded(.up)))
    }

    private static func rows(of side: DriftSide, for effect: DriftEffect, limit: Double) -> Int? {
        let rows = effect.rows
        let found = smallest(from: side == .current ? rows.current : rows.reference) { more in
            let pair =
                side == .current
                ? DriftPair(reference: rows.reference, current: more)
                : DriftPair(reference: more, current: rows.current)
            return effect.among(pair).isBeyond(limit) != nil
        }
        return found.map { Int($0) }
    }

    /// The smallest number that decides, to a hundredth of itself; `nil` when none below the most.
    private static func smallest(from start: Double, _ decides: (Double) -> Bool) -> Double? {
        var (undecided, decided) = (start, start)
        repeat {
            undecided = decided
            decided *= 2
            guard decided <= rowsMost else { return nil }
        } while !decides(decided)
        while decided - undecided > max(undecided / 128, 0.01) {
            let middle = (undecided + decided) / 2
            if decides(middle) { decided = middle } else { undecided = middle }
        }
        return decided > 100 ? decided.rounded(.up) : decided
    }
}
