/// How a claim is known, weakest first.
///
/// Nothing upgrades a grade but new evidence.
package enum Grade: String, Sendable, CaseIterable, Comparable {
    /// A person said so.
    case declared
    /// Worked out from weaker signs.
    case inferred
    /// Assay saw it happen.
    case observed
    /// Checked by digest, signature or recomputation.
    case verified

    package static func < (left: Grade, right: Grade) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .declared: 0
        case .inferred: 1
        case .observed: 2
        case .verified: 3
        }
    }
}
