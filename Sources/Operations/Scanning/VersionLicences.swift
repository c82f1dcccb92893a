import Governance
import ModelFiles
import SupplyChain
import Transparency

/// The licences of a version's parts and of all that they were made from, judged together: what is
/// in the version was trained on its data, and an adapter changes its weights.
struct VersionLicences {
    fileprivate struct Work {
        let part: Part
        let work: LicenceReport.Work
        let sources: [DerivationGraph.Source]
        /// Nothing in the part speaks of a licence.
        let isSilent: Bool
    }

    private let works: [Work]

    init(of parts: [ScannedPart]) {
        let spoken = parts.map { ($0, LicenceReport($0.files, name: $0.name).works) }
        let data = Self.names(in: spoken) { $0.isData }
        let weights = Self.names(in: spoken) { $0 == .weights }
        works = spoken.flatMap { part, works in
            let role = part.part.role
            var sources: [DerivationGraph.Source] = []
            if [.weights, .adapter].contains(role) {
                sources += data.map { .init($0, .trainedOn) }
            }
            if role == .adapter { sources += weights.map { .init($0, .modifies) } }
            let isSilent = works.isEmpty && !sources.isEmpty
            let all = isSilent ? [LicenceReport.Work(silent: part.name)] : works
            return all.map {
                Work(part: part.part, work: $0, sources: sources, isSilent: isSilent)
            }
        }
    }

    private static func names(
        in spoken: [(ScannedPart, [LicenceReport.Work])], _ isWanted: (PartRole) -> Bool
    ) -> [String] {
        spoken.filter { isWanted($0.0.part.role) }.flatMap(\.1).map(\.name)
    }

    /// What keeps a work from being allowed, with the part and the file that it is about.
    func findings(
        by policy: LicencePolicy
    ) -> [(part: Part, path: String, finding: LicenceFinding)] {
        let graph = DerivationGraph(
            policy.works + works.flatMap { $0.work.derivations(and: $0.sources) })
        return works.flatMap { work in
            LicenceJudgement(of: work.work.name, in: graph, by: policy).findings
                // One's own work needs no licence from oneself.
                .filter { !(work.isSilent && $0.reason == .noLicence && $0.chain.count == 1) }
                .map { (work.part, work.work.path, $0) }
        }
    }

    /// What a policy reads as `evidence.scan_report.licensing`: the works, and for each use whether
    /// they may be used so.
    func json(by policy: LicencePolicy?) -> JSON {
        var members: [String: JSON] = [
            "stated": .bool(works.contains { $0.work.licence != nil }),
            "works": .array(works.filter { !$0.isSilent }.map(\.json)),
        ]
        let policy = policy ?? LicencePolicy(uses: [])
        for use in LicenceUse.allCases {
            let findings = findings(by: policy.with(uses: [use])).map(\.finding)
            let effect = findings.map(\.effect).max() ?? .allow
            members[use.rawValue] = [
                "findings": .array(Set(findings).map(\.json).sorted { "\($0)" < "\($1)" }),
                "verdict": .string(effect.word),
            ]
        }
        return .object(members)
    }

    /// Every licence that is stated, each once.
    var licences: [String] { Set(works.compactMap(\.work.licence)).sorted() }
    var baseModels: [String] { Set(works.flatMap(\.work.baseModels)).sorted() }
    var datasets: [String] { Set(works.flatMap(\.work.datasets)).sorted() }
}

extension VersionLicences.Work {
    fileprivate var json: JSON {
        [
            "baseModels": .array(work.baseModels.map { .string($0) }),
            "datasets": .array(work.datasets.map { .string($0) }),
            "licence": work.licence.map { .string($0) } ?? .null, "name": .string(work.name),
            "path": .string(work.path), "role": .string(part.role.rawValue),
        ]
    }
}

extension LicenceReport.Work {
    /// A part in which nothing speaks of a licence.
    fileprivate init(silent name: String) {
        self.init(
            folder: "", name: name, licence: nil, baseModels: [], datasets: [], path: name)
    }
}

extension LicenceFinding {
    var json: JSON {
        [
            "chain": .array(chain.map { .string($0) }), "effect": .string(effect.word),
            "licence": licence.map { .string($0) } ?? .null, "reason": .string(reason.description),
        ]
    }
}

extension LicenceEffect {
    var word: String {
        switch self {
        case .allow: "allow"
        case .ask: "ask"
        case .deny: "deny"
        }
    }
}

extension PartRole {
    fileprivate var isData: Bool { [.trainingData, .evaluationData].contains(self) }
}
