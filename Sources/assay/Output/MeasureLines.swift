import Governance
import Transparency

/// A predicate's measures, a line each.
struct MeasureLines {
    private(set) var lines: [String] = []

    init(_ predicate: JSON) { collect(predicate, path: []) }

    private mutating func collect(_ value: JSON, path: [String]) {
        guard let members = value.objectValue, path.count < 6 else { return }
        if members["value"]?.doubleValue != nil {
            lines.append("\(path.joined(separator: " ").padded(44)) \(MeasureText.text(value))")
            return
        }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            collect(member, path: path + [name])
        }
    }
}
