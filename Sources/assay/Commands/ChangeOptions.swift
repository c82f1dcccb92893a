import ArgumentParser
import Operations
import Statistics

/// What the answer should be, and what may change for it.
struct ChangeOptions: ParsableArguments {
    @Option(help: "Find what would make the answer at least this.")
    var atLeast: Double?
    @Option(help: "Find what would make the answer at most this.")
    var atMost: Double?
    @Option(help: "A column that may not change; as often as needed.")
    var fixed: [String] = []
    @Option(help: "A column that may only rise.")
    var increaseOnly: [String] = []
    @Option(help: "A column that may only fall.")
    var decreaseOnly: [String] = []
    @Option(help: "What a column may become, as `COLUMN=FROM..TO`.")
    var range: [String] = []

    var isAsked: Bool {
        atLeast != nil || atMost != nil
            || !(fixed + increaseOnly + decreaseOnly + range).isEmpty
    }

    /// `nil` when no change is asked for.
    func goal() throws(Failure) -> Counterfactuals.Goal? {
        for bound in [atLeast, atMost] {
            if let bound, !bound.isFinite {
                throw .fault("out_of_range", "the answer wanted must be a finite number")
            }
        }
        switch (atLeast, atMost) {
        case (let least?, let most?):
            guard least <= most else {
                throw .fault(
                    "out_of_range", "no answer is at least \(least) and at most \(most)")
            }
            return .within(least...most)
        case (let least?, nil): return .atLeast(least)
        case (nil, let most?): return .atMost(most)
        case (nil, nil):
            guard !isAsked else {
                throw .fault(
                    "no_goal",
                    "say which answer the changes are for, with `--at-least` or `--at-most`")
            }
            return nil
        }
    }

    func rules() throws(Failure) -> ChangeRules {
        var ranges: [ChangeRules.Range] = []
        for text in range { ranges.append(try Self.range(text)) }
        return ChangeRules(
            fixed: fixed, increaseOnly: increaseOnly, decreaseOnly: decreaseOnly, ranges: ranges)
    }

    /// `COLUMN=FROM..TO`; a name may hold `=` itself.
    private static func range(_ text: String) throws(Failure) -> ChangeRules.Range {
        let halves = text.lastIndex(of: "=").map { (text[..<$0], text[text.index(after: $0)...]) }
        guard let (column, bounds) = halves, !column.isEmpty,
            let dots = bounds.firstRange(of: ".."),
            let low = Double(bounds[..<dots.lowerBound]),
            let high = Double(bounds[dots.upperBound...]), low.isFinite, high.isFinite
        else {
            throw .fault("bad_range", "`--range \(text)` must be COLUMN=FROM..TO")
        }
        guard low <= high else {
            throw .fault("bad_range", "`--range \(text)` ends before it begins")
        }
        return ChangeRules.Range(column: String(column), bounds: low...high)
    }
}
