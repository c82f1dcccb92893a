import Governance
import SupplyChain
import Transparency

/// A bill put together from a dossier.
struct GatheredBill {
    private let dossier: Dossier
    private let parts: [BilledPart]
    /// `nil` to leave pseudonyms.
    private let people: People?
    /// What holds and has not expired, oldest first.
    private let evidence: [Evidence]

    init(_ dossier: Dossier, _ parts: [BilledPart], people: People?) {
        self.dossier = dossier
        self.parts = parts
        self.people = people
        evidence = dossier.holdingEvidence.filter { !$0.isExpired(at: dossier.at) }
    }

    /// - Throws: A fault when a README that was handed in has metadata that does not read.
    func bill(tool: BillOfMaterials.Tool) throws(Failure) -> BillOfMaterials {
        let card = try CardEvidence(newest(.modelCard)?.predicate ?? .null)
        let imported = evidence.map { ListedEvidence($0.predicate) }
        return BillOfMaterials(
            serial: BillSerial(Digest(of: dossier.canonicalBytes)), createdAt: dossier.at,
            tool: tool, model: model(card, imported), datasets: datasets(card),
            packages: imported.flatMap(\.packages),
            vulnerabilities: imported.flatMap(\.vulnerabilities),
            evidence: evidence.map { evidence in
                BilledEvidence(
                    id: evidence.id, kind: evidence.kind.rawValue, grade: evidence.grade.rawValue,
                    by: party(evidence.by), at: evidence.at, expiresAt: evidence.expiresAt,
                    lookedAt: evidence.lookedAt.map(\.digest))
            })
    }

    private func newest(_ kind: EvidenceKind) -> Evidence? { evidence.last { $0.kind == kind } }

    private func party(_ id: Principal.ID) -> Party {
        people.map { Party.person($0.name(id.text)) } ?? .pseudonym(id.text)
    }

    private func model(_ card: CardEvidence, _ imported: [ListedEvidence]) -> BilledModel {
        let version = dossier.version
        var description = card.description
        description.metrics = MetricEvidence.performance(newest(.evalReport)?.predicate ?? .null)
        description.metrics += MetricEvidence.fairness(newest(.fairnessReport)?.predicate ?? .null)
        let listed = imported.flatMap(\.bases)
        let known = Set(listed.map { $0.url?.withoutVersion.description ?? $0.name })
        let named = card.bases.filter { !known.contains($0.url?.description ?? $0.name) }
        return BilledModel(
            name: version.name.subject.description, version: String(version.name.number),
            root: version.composition.root, purpose: dossier.subject.purpose,
            registeredAt: version.registeredAt, supplier: party(dossier.subject.owners.business),
            author: party(version.author), licence: card.licence,
            parts: parts.filter { Self.use(of: $0) == nil }, bases: named + listed,
            description: description)
    }

    /// Parts that are data, and data that the card names besides.
    private func datasets(_ card: CardEvidence) -> [BilledDataset] {
        var governance = BilledDataset.Stewardship()
        governance.owners = [party(dossier.subject.owners.business)]
        governance.custodians = [party(dossier.subject.owners.technical)]
        let own = parts.compactMap { part in
            Self.use(of: part).map {
                BilledDataset(name: part.name, use: $0, part: part, governance: governance)
            }
        }
        let named = card.datasets.map { name in
            BilledDataset(name: name, use: .training, url: PackageURL(huggingFace: name))
        }
        return own + named
    }

    /// `nil` for what is no data.
    private static func use(of part: BilledPart) -> BilledDataset.Use? {
        switch PartRole(rawValue: part.role) {
        case .trainingData: .training
        case .evaluationData: .evaluation
        case .referenceProfile: .reference
        default: nil
        }
    }
}
