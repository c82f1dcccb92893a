import Governance
import Operations
import Transparency

/// One recorded decision, with what it was made from.
struct DecisionPage: View {
    static let template = "decision"

    let id: String
    let version: String
    let versionHref: String
    let decidedFor: String
    let decidedAt: Moment
    let hallmark: Hallmark
    let findings: [FindingView]
    let policy: String
    let policyHref: String
    let policyDigest: String
    let factsDigest: String
    let root: String
    let engine: String
    let replay: String
    let replayMark: String
    let evidenceCount: String
    let policyText: String
    let recordHref: String
    let recordIndex: String
    let receiptHref: String

    init(_ shown: ShowDecision.Shown, for request: ConsoleRequest) {
        let decision = shown.decision
        id = shown.id.description
        version = decision.version.description
        versionHref = Address.version(version, to: decision.to)
        decidedFor = decision.to
        decidedAt = request.moment(decision.at)
        hallmark = Hallmark(decision.verdict, isSmall: false)
        findings = FindingView.list(decision.findings, measures: shown.measures)
        policy = shown.policy.title
        policyHref = Address("policies", decision.policyName).text
        policyDigest = decision.policy.description
        factsDigest = decision.facts.description
        root = decision.root.description
        engine = decision.engine
        replayMark = shown.isReplayed ? "verified" : "failed"
        replay =
            shown.isReplayed
            ? "Made again just now from the kept facts and policy: the same, byte for byte."
            : "Made again just now from the kept facts and policy, it comes out otherwise: what "
                + "this page shows is not what was recorded. Tell whoever runs Assay."
        evidenceCount =
            Wording.count(shown.dossier.evidence.count, "piece") + " of evidence, "
            + Wording.count(shown.dossier.approvals.count, "approval")
        policyText = shown.policyText
        recordHref = Address.record(shown.recordIndex)
        recordIndex = "#" + Wording.count(shown.recordIndex)
        receiptHref = Address("decisions", shown.id.hex, "receipt").text
    }
}
