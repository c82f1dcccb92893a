/// What is said of a key: a tag, a parameter, a metric.
protocol Keyed {
    var key: String { get }
}

extension TrackedPair: Keyed {}

extension Metric: Keyed {}

extension SpanAttribute: Keyed {}

extension Array where Element: Keyed {
    /// Each key once, with what was said of it last.
    var lastOfEachKey: [Element] { lastOfEachKey { _, _ in true } }

    /// Each key once, in the order in which they came first.
    ///
    /// `replaces`: Whether what comes later takes the place of what was kept of its key.
    func lastOfEachKey(where replaces: (_ later: Element, _ kept: Element) -> Bool) -> [Element] {
        guard count > 1 else { return self }
        var places: [String: Int] = [:]
        var kept: [Element] = []
        for element in self {
            if let place = places[element.key] {
                if replaces(element, kept[place]) { kept[place] = element }
            } else {
                places[element.key] = kept.count
                kept.append(element)
            }
        }
        return kept
    }
}
