import Governance

/// A measure with its interval beside the limit that it is held to, drawn on a line.
struct IntervalDrawing: Sendable, Equatable {
    /// `holds`, `violated` or `undecided`.
    let mark: String
    let measured: String
    let value: String
    /// How many rows more would decide it.
    let rowsNeeded: String?
    /// The whole in words.
    let label: String
    let lowerX: String
    let upperX: String
    let valueX: String
    let limitX: String
    /// Where the limit is broken.
    let wrongX: String
    let wrongWidth: String
    let lowerTextX: String
    let upperTextX: String
    let limitTextX: String
    let lowerText: String
    let upperText: String
    let limitText: String

    private static let left = 10.0
    private static let right = 370.0

    init(_ fact: MeasuredFact) {
        let span = Self.span(of: fact)
        let x = { (value: Double) -> Double in
            let share = (value - span.lowerBound) / (span.upperBound - span.lowerBound)
            return Self.left + share * (Self.right - Self.left)
        }
        mark = fact.keepsLimit.map { $0 ? "holds" : "violated" } ?? "undecided"
        label = Self.label(fact)
        measured = fact.words
        value = Wording.number(fact.value)
        rowsNeeded = fact.rowsNeeded.map {
            "about \(Wording.count(Int($0))) more rows would decide it"
        }
        let places = Self.apart(lower: x(fact.lower), limit: x(fact.limit), upper: x(fact.upper))
        (lowerX, upperX) = (Self.text(x(fact.lower)), Self.text(x(fact.upper)))
        (valueX, limitX) = (Self.text(x(fact.value)), Self.text(x(fact.limit)))
        wrongX = Self.text(fact.isLimitedAbove ? x(fact.limit) : Self.left)
        wrongWidth = Self.text(
            fact.isLimitedAbove ? Self.right - x(fact.limit) : x(fact.limit) - Self.left)
        lowerTextX = Self.text(places.lower)
        upperTextX = Self.text(places.upper)
        limitTextX = Self.text(places.limit)
        lowerText = Wording.number(fact.lower)
        upperText = Wording.number(fact.upper)
        limitText = (fact.isLimitedAbove ? "at most " : "at least ") + Wording.number(fact.limit)
    }

    /// The stretch of the line: interval and limit with room on both sides.
    private static func span(of fact: MeasuredFact) -> ClosedRange<Double> {
        let low = min(fact.lower, fact.limit)
        let high = max(fact.upper, fact.limit)
        let room = max((high - low) * 0.3, 0.01)
        return (low - room)...(high + room)
    }

    /// Moves the labels of the interval's ends away from the limit's.
    private static func apart(
        lower: Double, limit: Double, upper: Double
    ) -> (lower: Double, limit: Double, upper: Double) {
        let (wide, narrow) = (56.0, 38.0)
        let limit = min(max(limit, left + 34), right - 34)
        var lower = lower
        var upper = max(upper, lower + narrow)
        if upper <= limit + 28 {
            upper = min(upper, limit - wide)
            lower = min(lower, upper - narrow)
        } else if lower >= limit - 28 {
            lower = max(lower, limit + wide)
            upper = max(upper, lower + narrow)
        } else {
            lower = min(lower, limit - wide)
            upper = max(upper, limit + wide)
        }
        return (max(lower, left + 8), limit, min(upper, right - 8))
    }

    private static func label(_ fact: MeasuredFact) -> String {
        let level = fact.confidence.map { "\(Wording.number($0 * 100)) % " } ?? ""
        let phrase = fact.isLimitedAbove ? "at most" : "at least"
        return "\(fact.words): \(Wording.number(fact.value)), \(level)interval "
            + "\(Wording.number(fact.lower)) to \(Wording.number(fact.upper)); "
            + "must be \(phrase) \(Wording.number(fact.limit))"
    }

    private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

extension MeasuredFact {
    /// The measure as people call it, such as `Gap in true-positive rate by sex`.
    var words: String {
        let steps = name.split(separator: " ").map(String.init)
        guard steps.count >= 4, steps[0] == "by" else {
            return steps == ["auc"] ? "Ranking (AUC)" : Wording.title(name)
        }
        let rate = steps[2].replacing("_", with: " ").replacing(" positive", with: "-positive")
        return "Gap in \(rate) by \(steps[1])"
    }
}
