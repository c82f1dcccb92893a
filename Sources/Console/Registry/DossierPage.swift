import Governance
import Operations
import Transparency

/// All that is known about one version, on one page.
struct DossierPage: View {
    static let template = "dossier"

    struct Transition: Sendable {
        let environment: String
        let href: String
        let isCurrent: Bool
    }

    struct Recorded: Sendable {
        let decidedAt: Moment
        let decisionHref: String
    }

    struct Judgement: Sendable {
        let policy: String
        let policyHref: String
        let summary: String
        let findings: [FindingView]
    }

    struct Release: Sendable {
        let releasedFor: String
        let releasedAt: Moment
        let statement: String
    }

    let subjectName: String
    let subjectHref: String
    let number: String
    let purpose: String
    let to: String
    let hallmark: Hallmark
    let recorded: Recorded?
    let transitions: [Transition]
    /// Why what was just asked for was not done.
    let problem: String?
    /// Why these bytes were taken back, if they were.
    let recallNote: String?
    /// What the gate would say now, when that differs from what it said.
    let outlookNote: String?
    let judgement: Judgement?
    let obstacle: String?
    let carryover: CarryoverView?
    let evidence: [EvidenceRow]
    let parts: [PartRow]
    let hasPredecessor: Bool
    let facts: DossierFacts
    let actions: DossierActions
    let releases: [Release]
    let history: [DossierHistory.Event]

    init(
        _ review: ReviewVersion.Reviewed, for request: ConsoleRequest, problem: String? = nil
    ) {
        let dossier = review.shown.dossier
        let name = dossier.version.name
        subjectName = name.subject.description
        subjectHref = Address.subject(subjectName)
        number = "@\(name.number)"
        purpose = dossier.subject.purpose
        to = review.to
        self.problem = problem
        let last = review.shown.decisions.first { $0["to"]?.stringValue == review.to }
        let isReleased = review.shown.releases.contains { $0.to == review.to }
        let verdict = last?["verdict"]?.stringValue
        let recall = dossier.recalls.last
        hallmark = Hallmark(
            state: recall != nil
                ? "recalled" : verdict == "allow" && isReleased ? "released" : verdict,
            isSmall: false)
        recallNote = recall.map {
            "These bytes were recalled on \($0.at.day): \($0.because) They may run nowhere."
        }
        recorded = last.flatMap { Self.recorded($0, now: request.now) }
        transitions = Self.transitions(review)
        judgement = review.outlook.map(Self.judgement)
        outlookNote = Self.note(review, recorded: verdict)
        obstacle = review.obstacle.map(FindingView.sentence)
        carryover = review.outlook?.carryover.flatMap { CarryoverView($0) }
        evidence = Self.evidence(review, now: request.now)
        parts = Self.parts(review)
        hasPredecessor = dossier.predecessor != nil
        facts = DossierFacts(review, for: request)
        actions = DossierActions(review, for: request)
        releases = review.shown.releases.compactMap { release in
            Instant(release.at).map {
                Release(
                    releasedFor: release.to, releasedAt: request.moment($0),
                    statement: Wording.digest(release.statement.description))
            }
        }
        history = DossierHistory(review, now: request.now).events
    }

    private static func recorded(_ decision: JSON, now: Instant) -> Recorded? {
        guard let at = decision["at"]?.stringValue.flatMap({ Instant($0) }),
            let id = decision["decision"]?.stringValue
        else { return nil }
        return Recorded(decidedAt: Moment(at, now: now), decisionHref: Address.decision(id))
    }

    private static func transitions(_ review: ReviewVersion.Reviewed) -> [Transition] {
        guard review.transitions.count > 1 else { return [] }
        let name = review.shown.dossier.version.name.description
        return review.transitions.map {
            Transition(
                environment: $0, href: Address.version(name, to: $0), isCurrent: $0 == review.to)
        }
    }

    private static func judgement(_ outlook: ReviewVersion.Outlook) -> Judgement {
        let findings = outlook.decision.findings
        let count = { (outcome: Finding.Outcome) in
            findings.filter { $0.outcome == outcome }.count
        }
        let phrases = [
            (count(.violated), "broken"), (count(.undecided), "undecided"),
            (count(.waived), "waived"), (count(.holds), "hold"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 && $0.1 == "hold" ? "holds" : $0.1)" }
        return Judgement(
            policy: outlook.policy.title, policyHref: Address("policies", outlook.policy.name).text,
            summary: "\(Wording.count(findings.count, "rule")): \(Wording.list(phrases)).",
            findings: FindingView.list(findings, measures: outlook.measures))
    }

    private static func note(_ review: ReviewVersion.Reviewed, recorded: String?) -> String? {
        guard let now = review.outlook?.decision.verdict.rawValue, now != recorded else {
            return nil
        }
        guard let recorded else {
            return "Nobody has asked the gate yet. Asked now, it would say: \(now)."
        }
        return "Things have changed since the gate said \(recorded). Asked again now, it would "
            + "say: \(now)."
    }

    private static func evidence(
        _ review: ReviewVersion.Reviewed, now: Instant
    ) -> [EvidenceRow] {
        let dossier = review.shown.dossier
        let rows =
            dossier.evidence.map { EvidenceRow($0, in: review, now: now) }
            + dossier.approvals.filter { $0.to == review.to }
            .map { EvidenceRow($0, in: review, now: now) }
        return rows.filter { !$0.isVoid }.reversed() + rows.filter(\.isVoid).reversed()
    }

    private static func parts(_ review: ReviewVersion.Reviewed) -> [PartRow] {
        let before = review.shown.dossier.predecessor?.composition
        return review.shown.artifacts.map { artifact in
            let change = before.map { composition in
                if composition.contains(artifact.part) { return "no" }
                return composition.digests(in: artifact.part.role).isEmpty ? "new" : "yes"
            }
            return PartRow(artifact, change: change)
        }
    }
}
