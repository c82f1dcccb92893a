import Governance

/// How well something is known, as dots and a word.
struct GradeMark: Sendable, Equatable {
    struct Dot: Sendable, Equatable {
        let x: Int
        let isOn: Bool
    }

    let grade: String
    let meaning: String
    let dots: [Dot]

    init(_ grade: Grade) {
        self.grade = grade.rawValue
        meaning =
            switch grade {
            case .declared: "Declared: a person said so"
            case .inferred: "Inferred: worked out from weaker signs"
            case .observed: "Observed: Assay saw it happen"
            case .verified: "Verified: checked by digest, signature or recomputation"
            }
        let rank = Grade.allCases.filter { $0 <= grade }.count
        dots = (0..<4).map { Dot(x: 5 + 12 * $0, isOn: $0 < rank) }
    }
}
