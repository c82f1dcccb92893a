import Governance
package import Statistics
import Transparency

/// How numbers were cut into groups, as evidence and people read it.
extension RangeCut {
    /// Such as “`age` has 74 different numbers, cut at its quartiles 28, 37 and 48”.
    package func note(of column: String) -> String {
        let words = edges.map { NumberRanges.word($0) }
        let places =
            words.count < 2
            ? words.joined() : words.dropLast().joined(separator: ", ") + " and \(words.last ?? "")"
        let kind = isQuartiles ? "its quartiles " : ""
        let hint =
            isQuartiles
            ? "; `--ranges \(column)=25,65` cuts elsewhere, `--ranges \(column)=each` not at all"
            : ""
        return "`\(column)` has \(distinct) different numbers, cut at \(kind)\(places)\(hint)"
    }

    func json(of column: String) -> JSON {
        [
            "distinct": JSON(distinct), "edges": .array(edges.map { .number($0) }),
            "note": .string(note(of: column)), "quartiles": .bool(isQuartiles),
        ]
    }
}

extension NumberRanges {
    static func word(_ edge: Double) -> String {
        edge == edge.rounded() && edge.magnitude < 1e15 ? "\(Int(edge))" : "\(edge)"
    }

    /// As a configuration keeps it.
    var json: JSON {
        switch self {
        case .quartiles: "quartiles"
        case .each: "each"
        case .edges(let edges): .array(edges.map { .number($0) })
        }
    }

    /// `nil` for what a configuration cannot hold.
    init?(_ json: JSON) {
        if let edges = json.all(\.doubleValue) {
            self = .edges(edges)
        } else if json == "quartiles" {
            self = .quartiles
        } else if json == "each" {
            self = .each
        } else {
            return nil
        }
    }
}
