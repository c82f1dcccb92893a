package import Transparency

/// All that is known about one version for one transition: what the gate judges.
///
/// Its canonical JSON is recorded with every decision, so that the decision can be replayed.
package struct Dossier: Sendable, Hashable {
    package let at: Instant
    package let to: String
    package let subject: Subject
    package let version: Version
    /// Everything that looked at a part of this version or of an earlier one of the subject.
    package let evidence: [Evidence]
    package let approvals: [Approval]
    package let waivers: [Waiver]
    /// That these very bytes were taken back.
    package let recalls: [Recall]
    /// The subject's version before this one, whose evidence may still hold.
    package let predecessor: Version?

    package init(
        at: Instant, to: String, subject: Subject, version: Version, evidence: [Evidence],
        approvals: [Approval], waivers: [Waiver], recalls: [Recall] = [],
        predecessor: Version? = nil
    ) {
        self.at = at
        self.to = to
        self.subject = subject
        self.version = version
        self.evidence = evidence.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.approvals = approvals.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.waivers = waivers.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.recalls = recalls.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        self.predecessor = predecessor
    }

    /// Evidence about this version's bytes, oldest first, whatever its age.
    package var holdingEvidence: [Evidence] {
        evidence.filter { $0.standing(for: version.composition).isHolding }
    }

    /// Sign-offs of these bytes, or of some of them, for this transition, oldest first.
    package var holdingApprovals: [Approval] {
        let terms = subject.terms
        return approvals.filter {
            $0.subject == subject.name && $0.to == to
                && $0.standing(for: version.composition, terms: terms).isHolding
        }
    }

    /// The newest waiver that closes a finding of a rule.
    func waiver(for rule: Rule, under accepted: Policy.WaiverTerms) -> Waiver? {
        waivers.last { $0.counts(for: rule, under: accepted, on: self) }
    }

    /// INVARIANT: recalls are not written where there are none, as in dossiers from before there
    /// were any.
    package var json: JSON {
        var members: [String: JSON] = [
            "approvals": .array(approvals.map(\.json)), "at": .string(at.description),
            "evidence": .array(evidence.map(\.json)),
            "predecessor": predecessor?.json ?? .null, "subject": subject.json,
            "to": .string(to), "v": 1, "version": version.json,
            "waivers": .array(waivers.map(\.json)),
        ]
        if !recalls.isEmpty { members["recalls"] = .array(recalls.map(\.json)) }
        return .object(members)
    }

    /// ``json``'s canonical form, written without making all of ``json`` first.
    ///
    /// - Complexity: O(size of the dossier).
    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("approvals", .array(approvals.map(\.json)))
            writer.member("at", at.description)
            writer.member("evidence")
            writer.array(count: evidence.count) {
                $1.element(canonical: evidence[$0].canonicalBytes)
            }
            writer.member("predecessor", predecessor?.json ?? .null)
            if !recalls.isEmpty { writer.member("recalls", .array(recalls.map(\.json))) }
            writer.member("subject", subject.json)
            writer.member("to", to)
            writer.member("v", 1 as JSON)
            writer.member("version", version.json)
            writer.member("waivers", .array(waivers.map(\.json)))
        }
        return writer.bytes
    }

    /// Reads what ``json`` writes, and nothing else: what reads is written again byte for byte.
    package init?(json: JSON) {
        guard json["v"]?.intValue == 1, let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let to = json["to"]?.stringValue,
            let subject = json["subject"].flatMap(Subject.init(json:)),
            let version = json["version"].flatMap(Version.init(json:)),
            let evidence = json["evidence"]?.all(Evidence.init(json:)),
            let approvals = json["approvals"]?.all(Approval.init(json:)),
            let waivers = json["waivers"]?.all(Waiver.init(json:)),
            let recalls = (json["recalls"] ?? []).all(Recall.init(json:)),
            let before = json["predecessor"]
        else { return nil }
        let predecessor = Version(json: before)
        guard before == .null || predecessor != nil, version.name.subject == subject.name,
            predecessor?.name.subject ?? subject.name == subject.name
        else { return nil }
        self.init(
            at: at, to: to, subject: subject, version: version, evidence: evidence,
            approvals: approvals, waivers: waivers, recalls: recalls, predecessor: predecessor)
        let ids = evidence.map(\.id) + approvals.map(\.id) + waivers.map(\.id) + recalls.map(\.id)
        guard Set(ids).count == ids.count, self.json == json else { return nil }
    }
}
