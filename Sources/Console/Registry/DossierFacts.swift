import Governance
import Operations
import Transparency

/// Who answers for a version, and where it stands in the ledger.
struct DossierFacts: Sendable {
    struct Comparison: Sendable {
        let compareHref: String
        let compareWith: String
    }

    let business: String
    let technical: String
    let author: String
    let registeredAt: Moment
    let risk: String
    let workspace: String
    let root: String
    let shortRoot: String
    let recordIndex: String
    let recordHref: String
    let receiptHref: String
    let lineageHref: String
    let comparison: Comparison?
    let newerVersion: Comparison?

    init(_ review: ReviewVersion.Reviewed, for request: ConsoleRequest) {
        let dossier = review.shown.dossier
        let name = dossier.version.name
        business = review.people.name(dossier.subject.owners.business.text)
        technical = review.people.name(dossier.subject.owners.technical.text)
        author = review.people.name(dossier.version.author.text)
        registeredAt = request.moment(dossier.version.registeredAt)
        risk = dossier.subject.risk.rawValue
        workspace = dossier.subject.workspace.name
        root = dossier.version.composition.root.description
        shortRoot = Wording.digest(root)
        recordIndex = "#" + Wording.count(review.recordIndex)
        recordHref = Address.record(review.recordIndex)
        receiptHref = Address("versions", name.description, "receipt").text
        lineageHref = Address("lineage").asking(["of": name.description])
        comparison = Self.comparison(of: name, with: name.number - 1, in: review)
        newerVersion =
            review.versionCount > name.number
            ? Self.comparison(of: name, with: review.versionCount, in: review) : nil
    }

    private static func comparison(
        of name: VersionName, with number: Int, in review: ReviewVersion.Reviewed
    ) -> Comparison? {
        guard (1...review.versionCount).contains(number), number != name.number else { return nil }
        let other = VersionName(subject: name.subject, number: number)
        let (old, new) = number < name.number ? (other, name) : (name, other)
        return Comparison(
            compareHref: Address("versions", old.description, "compare", new.description)
                .asking(["to": review.to]),
            compareWith: "@\(number)")
    }
}
