import Governance
import Transparency

/// What the gate found for one rule, with what would settle it.
struct FindingView: Sendable {
    struct Step: Sendable {
        /// To be typed.
        let command: String?
        /// To be done, when there is nothing to type.
        let advice: String?
    }

    let outcome: String
    let word: String
    /// The path of a tick, a cross, a question mark or a wave.
    let sign: String
    let rule: String
    let details: [String]
    let intervals: [IntervalDrawing]
    let because: String
    let remedies: [Step]

    init(_ finding: Finding, measures: [MeasuredFact]) {
        outcome = finding.outcome.rawValue
        word = Self.word(finding.outcome)
        sign = Self.sign(finding.outcome)
        rule = finding.title
        intervals = measures.map(IntervalDrawing.init)
        let isDrawn = Set(measures.filter { $0.keepsLimit != true }.map(\.name))
        details =
            finding.details.filter { detail in !isDrawn.contains { detail.hasPrefix($0) } }
            .map { Self.sentence(Self.withDays($0)) }
        because = Self.sentence(finding.because)
        remedies = Self.steps(finding.remedy)
    }

    /// Findings as they ask for attention.
    static func list(
        _ findings: [Finding], measures: [String: [MeasuredFact]]
    ) -> [FindingView] {
        let order: [Finding.Outcome] = [.violated, .undecided, .waived, .holds]
        return order.flatMap { outcome in findings.filter { $0.outcome == outcome } }.map {
            FindingView($0, measures: measures[$0.rule] ?? [])
        }
    }

    private static func word(_ outcome: Finding.Outcome) -> String {
        switch outcome {
        case .holds: "Holds"
        case .violated: "Broken"
        case .undecided: "Undecided"
        case .waived: "Waived"
        }
    }

    private static func sign(_ outcome: Finding.Outcome) -> String {
        switch outcome {
        case .holds: "M3 9.5l4 4 8-9"
        case .violated: "M4 4l10 10M14 4L4 14"
        case .undecided: "M6 6.2a3.2 3.2 0 1 1 4.5 3c-1 .5-1.5 1-1.5 2.2M9 14.6v.1"
        case .waived: "M2.5 10.5c2-4 4.5-4 6.5-1s4.5 3 6.5-1"
        }
    }

    /// With the day in place of each exact time.
    private static func withDays(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let bare = word.hasSuffix(":") || word.hasSuffix(",") ? word.dropLast() : word
            guard bare.count == 24, let instant = Instant(String(bare)) else { return String(word) }
            return Moment.day(of: instant) + word.dropFirst(bare.count)
        }.joined(separator: " ")
    }

    static func sentence(_ text: String) -> String {
        let plain = text.replacing("`", with: "")
        guard let first = plain.first else { return "" }
        return String(first).uppercased() + plain.dropFirst()
            + (plain.hasSuffix(".") || plain.hasSuffix("?") ? "" : ".")
    }

    private static func steps(_ remedy: String) -> [Step] {
        remedy.split(separator: ";").map { part in
            let text = String(part.drop(while: \.isWhitespace))
            guard let start = text.firstRange(of: "assay ")?.lowerBound else {
                return Step(command: nil, advice: text)
            }
            return Step(command: String(text[start...]), advice: nil)
        }
    }
}
