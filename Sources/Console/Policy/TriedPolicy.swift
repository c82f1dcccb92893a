import Governance
import Operations
import Transparency

/// What a changed text of a policy would have said.
struct TriedPolicy: Sendable {
    struct Flip: Sendable {
        let flipVersion: String
        let flipHref: String
        let flipAt: Moment
        let was: Hallmark
        let would: Hallmark
        let flipRules: String
    }

    let triedSummary: String
    let triedFixtures: [PolicyPage.FixtureView]
    let flips: [Flip]
    let diff: [TextChange]

    init(_ tried: TryPolicy.Tried, was: String, now: String, _ request: ConsoleRequest) {
        let judged = Wording.count(tried.judgedCount, "past decision")
        let flipped = Wording.count(tried.changes.count)
        var summary =
            tried.changes.isEmpty
            ? "Nothing would change: tried on \(judged), it says the same each time."
            : "\(flipped) of \(judged) would come out otherwise."
        if tried.hasMore { summary += " Only the newest were tried." }
        if tried.passedOverCount > 0 {
            summary += " \(Wording.count(tried.passedOverCount)) others it does not cover."
        }
        triedSummary = summary
        triedFixtures = tried.fixtures.map(PolicyPage.fixture)
        flips = tried.changes.prefix(100).map { change in
            Flip(
                flipVersion: change.version,
                flipHref: Address.decision(change.decision.description),
                flipAt: request.moment(change.at), was: Hallmark(change.was),
                would: Hallmark(change.would), flipRules: change.rules.joined(separator: ", "))
        }
        diff = TextChange.between(was, now)
    }
}
