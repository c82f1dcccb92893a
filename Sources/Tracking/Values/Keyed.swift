/// What is said of a key: a tag, a parameter, a metric.
protocol Keyed {
    var key: String { get }

    /// Whether it counts, and not what came before it in a list.
    func isLater(than other: Self) -> Bool
}

extension Keyed {
    func isLater(than other: Self) -> Bool { true }
}

extension TrackedPair: Keyed {}

extension SpanAttribute: Keyed {}

/// Metrics tell themselves which is later.
extension Metric: Keyed {}

extension Array where Element: Keyed {
    /// Each key once, in the order in which they came first, with what was said of it last.
    var lastOfEachKey: [Element] {
        guard count > 1 else { return self }
        var places: [String: Int] = [:]
        var kept: [Element] = []
        for element in self {
            if let place = places[element.key] {
                if element.isLater(than: kept[place]) { kept[place] = element }
            } else {
                places[element.key] = kept.count
                kept.append(element)
            }
        }
        return kept
    }
}
