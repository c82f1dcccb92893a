import Governance
import Operations
import Transparency

/// Two versions of one thing side by side.
struct ComparePage: View {
    static let template = "compare"

    struct Side: Sendable {
        let sideName: String
        let sideHref: String
        let sideMark: Hallmark
        let sideAt: Moment
        let sideRoot: String
    }

    struct Change: Sendable {
        let role: String
        let before: String
        let after: String
        let verdict: String
        let isChanged: Bool
        let files: [File]
    }

    struct File: Sendable {
        let path: String
        let how: String
    }

    struct Rule: Sendable {
        let ruleTitle: String
        let oldOutcome: String
        let newOutcome: String
        let oldDetail: [IntervalDrawing]
        let newDetail: [IntervalDrawing]
        let differs: Bool
    }

    struct Fact: Sendable {
        let factName: String
        let oldResult: String
        let newResult: String
    }

    let subjectName: String
    let subjectHref: String
    let title: String
    let to: String
    let old: Side
    let new: Side
    let summary: String
    let changes: [Change]
    let rules: [Rule]
    let measured: [Fact]
    let carryover: CarryoverView?

    init(_ compared: CompareVersions.Compared, for request: ConsoleRequest) {
        let (old, new) = (compared.old, compared.new)
        let name = new.shown.dossier.subject.name
        subjectName = name.description
        subjectHref = Address.subject(name.description)
        title = "@\(old.version.number) and @\(new.version.number)"
        to = new.to
        self.old = Self.side(old, for: request)
        self.new = Self.side(new, for: request)
        changes = compared.roles.map(Self.change)
        let changed = compared.roles.filter(\.isChanged).map(\.role.rawValue)
        let kept = compared.roles.count - changed.count
        summary =
            changed.isEmpty
            ? "The same bytes in every part."
            : "\(FindingView.sentence(Wording.list(changed) + " changed")) "
                + "\(Wording.count(kept, "role")) kept \(kept == 1 ? "its" : "their") bytes."
        rules = Self.rules(old, new)
        measured = Self.measured(old, new)
        carryover =
            old.version.number == new.version.number - 1
            ? new.outlook?.carryover.flatMap { CarryoverView($0) } : nil
    }

    private static func side(
        _ review: ReviewVersion.Reviewed, for request: ConsoleRequest
    ) -> Side {
        let version = review.shown.dossier.version
        let last = review.shown.decisions.first { $0["to"]?.stringValue == review.to }
        let isReleased = review.shown.releases.contains { $0.to == review.to }
        return Side(
            sideName: version.name.description,
            sideHref: Address.version(version.name.description, to: review.to),
            sideMark: Hallmark(state: isReleased ? "released" : last?["verdict"]?.stringValue),
            sideAt: request.moment(version.registeredAt),
            sideRoot: Wording.digest(version.composition.root.description))
    }

    private static func change(_ change: CompareVersions.RoleChange) -> Change {
        let text = { (artifacts: [Artifact]) in
            artifacts.isEmpty
                ? "–"
                : artifacts.map {
                    "\($0.name), \(Wording.bytes($0.byteCount)), "
                        + Wording.digest($0.part.digest.description)
                }.joined(separator: "; ")
        }
        let verdict =
            change.old.isEmpty
            ? "new" : change.new.isEmpty ? "gone" : change.isChanged ? "changed" : "same bytes"
        return Change(
            role: change.role.rawValue, before: text(change.old), after: text(change.new),
            verdict: verdict, isChanged: change.isChanged,
            files: change.files.map { File(path: $0.path, how: $0.kind.rawValue) })
    }

    private static func rules(
        _ old: ReviewVersion.Reviewed, _ new: ReviewVersion.Reviewed
    ) -> [Rule] {
        guard let now = new.outlook else { return [] }
        let before = Dictionary(
            (old.outlook?.decision.findings ?? []).map { ($0.rule, $0) }
        ) { first, _ in first }
        return now.decision.findings.map { finding in
            let was = before[finding.rule]
            return Rule(
                ruleTitle: finding.title, oldOutcome: was?.outcome.rawValue ?? "unknown",
                newOutcome: finding.outcome.rawValue,
                oldDetail: (old.outlook?.measures[finding.rule] ?? []).map(IntervalDrawing.init),
                newDetail: (now.measures[finding.rule] ?? []).map(IntervalDrawing.init),
                differs: was?.outcome != finding.outcome)
        }
    }

    private static func measured(
        _ old: ReviewVersion.Reviewed, _ new: ReviewVersion.Reviewed
    ) -> [Fact] {
        let newest = { (review: ReviewVersion.Reviewed) in
            Dictionary(review.shown.dossier.holdingEvidence.map { ($0.kind, $0) }) { $1 }
        }
        let (before, after) = (newest(old), newest(new))
        let kinds = Set(before.keys).union(after.keys).sorted { $0.title < $1.title }
        return kinds.map { kind in
            Fact(
                factName: kind.title,
                oldResult: before[kind].map { EvidenceSummary($0).line } ?? "–",
                newResult: after[kind].map { EvidenceSummary($0).line } ?? "–")
        }
    }
}

extension ReviewVersion.Reviewed {
    fileprivate var version: VersionName { shown.dossier.version.name }
}
