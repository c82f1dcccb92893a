import Governance
import Operations
import Transparency

/// What happened to a version, newest first.
struct DossierHistory {
    struct Event: Sendable {
        let moment: Moment
        let event: String
        let mark: String
        let href: String?
    }

    static let length = 14
    let events: [Event]

    init(_ review: ReviewVersion.Reviewed, now: Instant) {
        let dossier = review.shown.dossier
        let people = review.people
        var found: [(at: Instant, event: String, mark: String, href: String?)] = []
        found.append(
            (
                dossier.version.registeredAt,
                "Registered by \(people.name(dossier.version.author.text))", "unjudged",
                Address.record(review.recordIndex)
            ))
        for evidence in dossier.holdingEvidence {
            found.append((evidence.at, "\(evidence.kind.title) added", "unjudged", nil))
        }
        for approval in dossier.holdingApprovals {
            let role = Wording.title(approval.role.rawValue).lowercased()
            let name = people.name(approval.by.text)
            found.append((approval.at, "Approved by \(name), \(role)", "allow", nil))
        }
        for waiver in dossier.waivers where waiver.root == dossier.version.composition.root {
            let name = people.name(waiver.by.text)
            found.append((waiver.at, "\(name) waived \(waiver.rule)", "undecided", nil))
        }
        for recall in dossier.recalls {
            let name = people.name(recall.by.text)
            found.append((recall.at, "Recalled by \(name): \(recall.because)", "deny", nil))
        }
        for decision in review.shown.decisions { found += Self.decision(decision) }
        for release in review.shown.releases {
            guard let at = Instant(release.at) else { continue }
            found.append((at, "Released for \(release.to), signed", "allow", nil))
        }
        events = found.reversed().sorted { $0.at > $1.at }.prefix(Self.length).map {
            Event(
                moment: Moment($0.at, now: now), event: $0.event, mark: $0.mark, href: $0.href)
        }
    }

    private static func decision(
        _ document: JSON
    ) -> [(at: Instant, event: String, mark: String, href: String?)] {
        guard let at = document["at"]?.stringValue.flatMap({ Instant($0) }),
            let verdict = document["verdict"]?.stringValue, let to = document["to"]?.stringValue
        else { return [] }
        let href = document["decision"]?.stringValue.map(Address.decision)
        return [(at, "Gate for \(to): \(verdict)", verdict, href)]
    }
}
