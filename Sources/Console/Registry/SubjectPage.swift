import Governance
import Operations
import Transparency

/// A governed thing for people who did not make it: where it comes from, what is in it, what it may
/// be used for, who answers for it.
struct SubjectPage: View {
    static let template = "subject"

    struct Answer: Sendable {
        let role: String
        let person: String
        let does: String
    }

    struct Ingredient: Sendable {
        let ingredient: String
        let named: String
        let amount: String
        let digest: String
        let shortDigest: String
    }

    struct Check: Sendable {
        let outcome: String
        let sign: String
        let checked: String
        let why: String
    }

    struct Place: Sendable {
        let environment: String
        let placeVersion: String
        let placeHref: String
        let since: Moment
        let placeDecision: String
    }

    struct Older: Sendable {
        let olderVersion: String
        let olderHref: String
        let olderMark: Hallmark
        let olderAt: Moment?
    }

    let name: String
    let kind: String
    let hallmark: Hallmark
    /// What it may be used for.
    let purpose: String
    let risk: String
    let places: [Place]
    let main: String
    let mainHref: String
    /// Whether the version that is spoken of is in use, and not only the newest.
    let isReleased: Bool
    let origin: [String]
    let ingredients: [Ingredient]
    let answers: [Answer]
    let approvals: [String]
    let checks: [Check]
    let policy: String?
    let older: [Older]

    init(_ shown: ShowSubject.Shown, for request: ConsoleRequest) {
        let review = shown.main
        let dossier = review.shown.dossier
        name = dossier.subject.name.name
        kind = dossier.subject.name.kind.rawValue
        purpose = FindingView.sentence(dossier.subject.purpose)
        risk = Self.risk(dossier.subject.risk)
        isReleased = !shown.releases.isEmpty
        hallmark = Hallmark(
            state: isReleased
                ? "released" : review.shown.decisions.first?["verdict"]?.stringValue,
            isSmall: false)
        places = shown.releases.compactMap { Self.place($0, for: request) }
        main = dossier.version.name.description
        mainHref = Address.version(main, to: review.to)
        origin = Self.origin(review)
        ingredients = review.shown.artifacts.map(Self.ingredient)
        answers = Self.answers(review)
        approvals = dossier.holdingApprovals.map { Self.approval($0, review.people) }
        checks = Self.checks(review)
        policy = review.outlook?.policy.title
        older = shown.versions.compactMap { Self.older($0, for: request) }
    }

    private static func risk(_ risk: RiskTier) -> String {
        switch risk {
        case .low: "Low risk: it can do little harm."
        case .medium: "Medium risk: it needs a measured result and a second pair of eyes."
        case .high: "High risk: it is measured with its uncertainty and reviewed for risk."
        }
    }

    private static func place(_ release: SignedRelease, for request: ConsoleRequest) -> Place? {
        Instant(release.at).map {
            Place(
                environment: release.to, placeVersion: release.version,
                placeHref: Address.version(release.version, to: release.to),
                since: request.moment($0), placeDecision: Address.decision(release.decision))
        }
    }

    private static func origin(_ review: ReviewVersion.Reviewed) -> [String] {
        let dossier = review.shown.dossier
        let name = review.people.name(dossier.version.author.text)
        let day = Moment.day(of: dossier.version.registeredAt)
        var sentences = ["Registered by \(name) on \(day)."]
        let data = dossier.version.composition.digests(in: .trainingData).count
        let code = dossier.version.composition.digests(in: .code).count
        sentences.append(
            data > 0
                ? "It was made from \(Wording.count(data, "data set")), named below by "
                    + (data == 1 ? "its" : "their") + " bytes."
                : "No training data is named for it.")
        sentences.append(
            code > 0
                ? "The code that made it is part of the version."
                : "The code that made it is not part of the version.")
        if let before = dossier.predecessor {
            sentences.append("It follows \(before.name.short).")
        }
        return sentences
    }

    private static func ingredient(_ artifact: Artifact) -> Ingredient {
        let files = artifact.isFolder ? Wording.count(artifact.fileCount, "file") + ", " : ""
        let digest = artifact.part.digest.description
        return Ingredient(
            ingredient: artifact.part.role.plainName, named: artifact.name,
            amount: files + Wording.bytes(artifact.byteCount), digest: digest,
            shortDigest: Wording.digest(digest))
    }

    private static func answers(_ review: ReviewVersion.Reviewed) -> [Answer] {
        let dossier = review.shown.dossier
        let name = { (id: Principal.ID) in review.people.name(id.text) }
        return [
            Answer(
                role: "Business owner", person: name(dossier.subject.owners.business),
                does: "answers for its use"),
            Answer(
                role: "Technical owner", person: name(dossier.subject.owners.technical),
                does: "answers for its making"),
        ]
    }

    private static func approval(_ approval: Approval, _ people: People) -> String {
        let role = Wording.title(approval.role.rawValue).lowercased()
        return "\(people.name(approval.by.text)), \(role), approved it for \(approval.to) on "
            + "\(Moment.day(of: approval.at))."
    }

    private static func checks(_ review: ReviewVersion.Reviewed) -> [Check] {
        guard let outlook = review.outlook else { return [] }
        return FindingView.list(outlook.decision.findings, measures: [:]).map {
            Check(outcome: $0.outcome, sign: $0.sign, checked: $0.rule, why: $0.because)
        }
    }

    private static func older(_ document: JSON, for request: ConsoleRequest) -> Older? {
        guard let name = document["version"]?["name"]?.stringValue else { return nil }
        return Older(
            olderVersion: name, olderHref: Address.version(name),
            olderMark: Hallmark(states: document["states"]),
            olderAt: request.moment(document["version"]?["registeredAt"]?.stringValue))
    }
}

extension PartRole {
    /// As somebody says it who does not build models.
    var plainName: String {
        switch self {
        case .weights: "The model itself"
        case .adapter: "An adaptation of a base model"
        case .tokenizer: "How it reads text"
        case .config: "Its settings"
        case .prompt: "Its instructions"
        case .index: "What it looks things up in"
        case .code: "The code that made it"
        case .environment: "The software it needs"
        case .trainingData: "What it learned from"
        case .evaluationData: "What it was tested on"
        case .referenceProfile: "What normal data looks like"
        case .envelope: "The limits it was made for"
        }
    }
}
