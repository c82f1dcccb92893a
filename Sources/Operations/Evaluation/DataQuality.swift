import Statistics
import Transparency

/// What a profile says of how good data is: what is missing, what never changes.
struct DataQuality {
    private let profile: DataProfile

    init(_ profile: DataProfile) { self.profile = profile }

    var json: JSON {
        [
            "columns": .array(profile.columns.map(column)),
            "constant": .array(profile.columns.filter(isConstant).map { .string($0.name) }),
            "profile": .string(Digest(of: profile.bytes).description),
            "rows": JSON(profile.rows),
        ]
    }

    private func column(_ column: ColumnProfile) -> JSON {
        let missing = self.missing(column)
        let share = try? WilsonInterval(
            successes: missing, trials: column.rows, confidence: 0.95)
        return [
            "distinct": .number(distinct(column).rounded()), "kind": .string("\(column.kind)"),
            "missing": share.map { Estimate($0).json } ?? .null, "name": .string(column.name),
        ]
    }

    /// A NaN is no number, so it is missing, too.
    private func missing(_ column: ColumnProfile) -> Int {
        switch column.content {
        case .numbers(let profile): profile.nulls + profile.nans
        case .categories(let profile): profile.nulls
        }
    }

    private func distinct(_ column: ColumnProfile) -> Double {
        switch column.content {
        case .numbers(let profile): profile.distinct.estimate
        case .categories(let profile): profile.categories
        }
    }

    private func isConstant(_ column: ColumnProfile) -> Bool {
        switch column.content {
        case .numbers(let profile):
            profile.minimum != nil && profile.minimum == profile.maximum
        case .categories(let profile): profile.categories <= 1
        }
    }
}
