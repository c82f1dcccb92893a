package import Transparency

/// What an audit found: three questions, each with its own answer.
package struct AuditReport: Sendable, Equatable {
    /// Records that were read.
    package let size: Int
    /// The root over them; `nil` when some could not be read.
    package let root: Digest?
    /// Whether anything was altered.
    package let integrity: AuditVerdict
    /// Whether anything is missing, at the end or in between.
    package let completeness: AuditVerdict
    /// Who signed it.
    package let authenticity: AuditVerdict
    /// The witnesses whose cosignatures hold.
    package let witnesses: [String]

    package init(
        size: Int, root: Digest?, integrity: AuditVerdict, completeness: AuditVerdict,
        authenticity: AuditVerdict, witnesses: [String]
    ) {
        self.integrity = integrity
        self.completeness = completeness
        self.authenticity = authenticity
        self.size = size
        self.root = root
        self.witnesses = witnesses
    }

    /// Whether nothing speaks against the ledger; questions may still be open.
    package var isUnbroken: Bool {
        ![integrity, completeness, authenticity].contains { $0.outcome == .failed }
    }
}

/// An answer and the reason for it.
package struct AuditVerdict: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        case verified, failed
        /// It could not be told, which is not the same as failed and does not count as a yes.
        case unknown
    }

    package let outcome: Outcome
    /// One sentence: what was checked, or the first thing that is wrong.
    package let sentence: String

    package static func verified(_ sentence: String) -> Self { Self(.verified, sentence) }
    package static func failed(_ sentence: String) -> Self { Self(.failed, sentence) }
    package static func unknown(_ sentence: String) -> Self { Self(.unknown, sentence) }

    package init(_ outcome: Outcome, _ sentence: String) {
        self.outcome = outcome
        self.sentence = sentence
    }
}
