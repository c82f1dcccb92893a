package import Governance
import Ledger
import Transparency

/// Everything that a person looks at to judge a version: its dossier, what the gate would say of it
/// now, and what it said before.
package struct ReviewVersion: Operation {
    package let version: VersionName
    /// `nil` for the transition that the policies name first, production before others.
    package let to: String?
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, to: String?, by: Actor) {
        self.version = version
        self.to = to
        self.by = by
    }

    package struct Reviewed: Sendable {
        package let shown: ShowVersion.Shown
        package let to: String
        /// Where versions of this subject may go.
        package let transitions: [String]
        /// What the gate would say now; nothing of it is recorded.
        package let outlook: Outlook?
        /// Why there is no outlook, such as that no policy covers this.
        package let obstacle: String?
        /// How many versions the subject has.
        package let versionCount: Int
        package let people: People
        /// Of the record that registered it.
        package let recordIndex: Int
    }

    /// A verdict that was not asked for, with all that is drawn of it.
    package struct Outlook: Sendable {
        package let policy: Policy
        package let decision: Decision
        /// By rule.
        package let measures: [String: [MeasuredFact]]
        package let carryover: Carryover?

        init(_ dossier: Dossier, by policy: Policy) {
            let facts = UsableFacts(dossier)
            self.policy = policy
            decision = Gate.judge(facts, by: policy)
            measures = Dictionary(
                policy.rules.map { ($0.id, policy.measures(of: $0, on: facts)) }
            ) { first, _ in first }
            carryover = Carryover(of: dossier, decided: decision)
        }
    }

    package func run(on platform: Platform) async throws -> Reviewed {
        let (subject, _) = try await platform.store.version(version)
        let policies = try platform.policies.all()
        let transitions = policies.transitions(for: subject)
        let to = to ?? transitions.first ?? "production"
        let shown = try await ShowVersion(version: version, to: to, by: by).run(on: platform)
        let row = try await platform.store.row(.subjects, subject.name.description)
        let record = try await platform.store.row(.versions, version.description)
        let (outlook, obstacle) = outlook(on: shown.dossier, by: policies)
        return Reviewed(
            shown: shown, to: to, transitions: transitions, outlook: outlook, obstacle: obstacle,
            versionCount: row?.document["versions"]?.intValue ?? version.number,
            people: try await People(on: platform, ids: shown.dossier.people),
            recordIndex: Int(record?.order ?? 0))
    }

    private func outlook(
        on dossier: Dossier, by policies: [Policy]
    ) -> (Outlook?, obstacle: String?) {
        let fitting = policies.filter { $0.scope.covers(dossier.subject, transition: dossier.to) }
        guard let policy = fitting.first else {
            return (
                nil,
                "no policy covers a \(dossier.subject.risk.rawValue)-risk "
                    + "\(dossier.subject.name.kind.rawValue) going to \(dossier.to)"
            )
        }
        guard fitting.count == 1 else {
            let names = fitting.map(\.name).sorted().joined(separator: ", ")
            return (nil, "several policies apply: \(names); narrow what each is for")
        }
        return (Outlook(dossier, by: policy), nil)
    }
}

extension Dossier {
    /// Whoever it names, by pseudonym.
    var people: [String] {
        let owners = [subject.owners.business, subject.owners.technical, version.author]
        let signers =
            approvals.map(\.by) + waivers.map(\.by) + recalls.map(\.by) + evidence.map(\.by)
        return (owners + signers).map(\.text)
    }
}

extension [Policy] {
    /// Where a subject may go, production before others.
    func transitions(for subject: Subject) -> [String] {
        let found = map(\.scope).filter {
            $0.kinds.contains(subject.name.kind) && $0.risks.contains(subject.risk)
        }.flatMap(\.transitions)
        return Set(found).sorted { left, right in
            (left == "production" ? 0 : 1, left) < (right == "production" ? 0 : 1, right)
        }
    }
}
