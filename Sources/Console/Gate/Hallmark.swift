import Governance
import Transparency

/// A verdict, struck; the word says what the colour says.
struct Hallmark: Sendable, Equatable {
    let word: String
    /// Which colours: `allow`, `deny`, `undecided`, `released`, `recalled`, `unjudged`.
    let mark: String
    let isSmall: Bool

    init(word: String, mark: String, isSmall: Bool = true) {
        self.word = word
        self.mark = mark
        self.isSmall = isSmall
    }

    init(_ verdict: Verdict, isSmall: Bool = true) {
        self.init(word: verdict.rawValue, mark: verdict.rawValue, isSmall: isSmall)
    }

    /// Of a version for one transition; without a state nobody has asked.
    init(state: String?, isSmall: Bool = true) {
        let known = ["allow", "deny", "undecided", "released", "recalled"]
        let state = state.flatMap { known.contains($0) ? $0 : nil }
        self.init(word: state ?? "not judged", mark: state ?? "unjudged", isSmall: isSmall)
    }

    /// Of a version or subject over all transitions: the one that asks most for attention.
    init(states: JSON?, isSmall: Bool = true) {
        let states = Set((states?.objectValue ?? [:]).values.compactMap(\.stringValue))
        let first = ["recalled", "deny", "undecided", "allow", "released"].first(
            where: states.contains)
        self.init(state: first, isSmall: isSmall)
    }
}
