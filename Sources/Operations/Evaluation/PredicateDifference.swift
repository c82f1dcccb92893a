package import Transparency

/// A place where two predicates say different things.
package struct PredicateDifference: Sendable, Equatable {
    /// Such as `calibration.bins[3].share.value`.
    package let path: String
    /// `nil` where there is nothing.
    package let recorded: JSON?
    package let again: JSON?

    /// All places, in the order of their names; none exactly when the canonical bytes are the same.
    package static func between(_ recorded: JSON, _ again: JSON) -> [PredicateDifference] {
        differences(recorded, again, at: "")
    }

    private static func differences(
        _ recorded: JSON?, _ again: JSON?, at path: String
    ) -> [PredicateDifference] {
        switch (recorded, again) {
        case (.object(let one)?, .object(let other)?):
            return Set(one.keys).union(other.keys).sorted().flatMap { name in
                differences(one[name], other[name], at: path.isEmpty ? name : "\(path).\(name)")
            }
        case (.array(let one)?, .array(let other)?):
            return (0..<max(one.count, other.count)).flatMap { index in
                differences(
                    index < one.count ? one[index] : nil,
                    index < other.count ? other[index] : nil, at: "\(path)[\(index)]")
            }
        default:
            guard recorded != again else { return [] }
            return [PredicateDifference(path: path, recorded: recorded, again: again)]
        }
    }
}
