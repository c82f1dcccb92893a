import Statistics
package import Transparency

/// A profile as people and scripts read it.
extension DataProfile {
    package var json: JSON {
        [
            "columns": .array(columns.map(\.json)),
            "digest": .string(Digest(of: bytes).description), "rows": JSON(rows),
        ]
    }
}

extension ColumnProfile {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "kind": .string("\(kind)"), "name": .string(name), "rows": JSON(rows),
        ]
        switch content {
        case .numbers(let profile): members.merge(profile.members) { first, _ in first }
        case .categories(let profile): members.merge(profile.members) { first, _ in first }
        }
        return .object(members)
    }
}

extension NumericProfile {
    private static let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
    private static let bars = 20

    fileprivate var members: [String: JSON] {
        var members: [String: JSON] = [
            "distinct": .number(distinct.estimate.rounded()), "missing": JSON(nulls),
            "nan": JSON(nans), "negative": JSON(negatives), "zero": JSON(zeros),
            "infinite": JSON(negativeInfinities + positiveInfinities),
        ]
        if moments.count > 0 {
            members["mean"] = .finite(moments.mean)
            members["deviation"] = moments.sampleVariance.map { .finite($0.squareRoot()) } ?? .null
        }
        if let minimum, let maximum {
            members["minimum"] = .finite(minimum)
            members["maximum"] = .finite(maximum)
        }
        if let quantiles = quantiles.quantiles(Self.shares) {
            members["quantiles"] = .object(
                Dictionary(
                    zip(Self.shares.map { "\($0)" }, quantiles.map { JSON.finite($0) }),
                    uniquingKeysWith: { first, _ in first }))
        }
        if let bars = quantiles.histogram(bars: Self.bars) {
            members["histogram"] = [
                "counts": .array(bars.counts.map { .finite($0) }),
                "edges": .array(bars.edges.map { .finite($0) }),
            ]
        }
        return members
    }
}

extension CategoricalProfile {
    private static let shownMost = 20

    fileprivate var members: [String: JSON] {
        [
            "count_error": JSON(frequent.error), "distinct": .number(categories.rounded()),
            "missing": JSON(nulls),
            "most_frequent": .array(
                frequent.ranked.prefix(Self.shownMost).map {
                    ["count": JSON($0.count), "name": .string($0.name)]
                }),
        ]
    }
}

extension JSON {
    /// JSON has no infinities and no NaN: they are `null`.
    static func finite(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }
}
