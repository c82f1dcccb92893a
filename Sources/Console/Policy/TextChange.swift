/// A line that stands in one of two texts, or in both near such a one.
struct TextChange: Sendable, Equatable {
    let line: String
    let isAdded: Bool
    let isRemoved: Bool

    /// Longer texts are not compared: the comparison takes the product of their lines.
    static let lineLimit = 1_500
    private static let nearby = 2

    /// What changed, with two lines around each change.
    static func between(_ old: String, _ new: String) -> [TextChange] {
        let (old, new) = (lines(old), lines(new))
        guard old.count <= lineLimit, new.count <= lineLimit, old != new else { return [] }
        let steps = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for step in steps {
            switch step {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        return near(merged(old, new, removed: removed, added: added))
    }

    private static func lines(_ text: String) -> [String] {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private static func merged(
        _ old: [String], _ new: [String], removed: Set<Int>, added: Set<Int>
    ) -> [TextChange] {
        var changes: [TextChange] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count && removed.contains(left) {
                changes.append(TextChange(line: old[left], isAdded: false, isRemoved: true))
                left += 1
            } else if right < new.count && added.contains(right) {
                changes.append(TextChange(line: new[right], isAdded: true, isRemoved: false))
                right += 1
            } else {
                let line = left < old.count ? old[left] : new[right]
                changes.append(TextChange(line: line, isAdded: false, isRemoved: false))
                (left, right) = (left + 1, right + 1)
            }
        }
        return changes
    }

    private static func near(_ changes: [TextChange]) -> [TextChange] {
        let places = changes.indices.filter { changes[$0].isAdded || changes[$0].isRemoved }
        let shown = Set(places.flatMap { $0 - nearby...$0 + nearby })
        return changes.indices.filter(shown.contains).map { changes[$0] }
    }
}
