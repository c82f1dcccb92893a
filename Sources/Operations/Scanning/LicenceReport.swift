import Governance
import ModelFiles
import SupplyChain

/// The licences of the models and data in a folder, and whether they may be combined.
package struct LicenceReport: Sendable {
    /// A folder whose files speak of a licence.
    package struct Work: Sendable {
        /// The folder, as its files' paths have it; empty for the one that was looked at.
        package let folder: String
        package let name: String
        /// An SPDX expression; `nil` when none is stated.
        package let licence: String?
        package let baseModels: [String]
        package let datasets: [String]
        /// The file that spoke first.
        package let path: String
    }

    package let works: [Work]

    /// Gathers what files say: a folder's card counts before its licence's text.
    ///
    /// - Parameters:
    ///   - files: Of one folder that was looked at.
    ///   - name: The folder's own name.
    package init(_ files: [LookedFile], name: String) {
        var facts: [String: [(path: String, fact: LicenceFact)]] = [:]
        for file in files {
            guard let fact = file.licence else { continue }
            facts[Self.folder(of: file.path), default: []].append((file.path, fact))
        }
        works = facts.map { folder, facts in
            Work(folder: folder, name: Self.name(of: folder, in: name), facts)
        }.sorted { $0.folder < $1.folder }
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// As other works name it: Hugging Face's cache has `models--OWNER--NAME`.
    private static func name(of folder: String, in root: String) -> String {
        let path = folder.isEmpty ? [root] : folder.split(separator: "/").map(String.init)
        if let repository = path.last(where: { $0.hasPrefix("models--") }) {
            return repository.dropFirst("models--".count).split(separator: "--")
                .joined(separator: "/")
        }
        return path.suffix(2).joined(separator: "/")
    }

    /// Findings on the files that speak, by the policy.
    func findings(by policy: LicencePolicy) -> [(path: String, finding: ModelFiles.Finding)] {
        let graph = DerivationGraph(policy.works + works.flatMap { $0.derivations() })
        return works.flatMap { work in
            LicenceJudgement(of: work.name, in: graph, by: policy).findings
                .map { (work.path, ModelFiles.Finding($0)) }
        }
    }
}

extension ModelFiles.Finding {
    init(_ finding: LicenceFinding) {
        let licence = finding.licence.map { "`\($0)`: " } ?? ""
        let chain =
            finding.chain.count > 1
            ? " (\(finding.chain.joined(separator: " ← ")))" : ""
        self.init(
            rule: finding.effect == .deny ? CheckRules.licenceDenied : CheckRules.licenceAsked,
            level: finding.effect == .deny ? .dangerous : .suspicious,
            effect: "\(licence)\(finding.reason)\(chain)", place: Place(),
            subject: finding.chain.last ?? "")
    }
}

extension LicenceReport.Work {
    fileprivate init(
        folder: String, name: String, _ facts: [(path: String, fact: LicenceFact)]
    ) {
        let ordered = facts.sorted { $0.fact.source.rank < $1.fact.source.rank }
        self.folder = folder
        self.name = name
        licence = ordered.compactMap(\.fact.licence).first
        baseModels = Set(ordered.flatMap(\.fact.baseModels)).sorted()
        datasets = Set(ordered.flatMap(\.fact.datasets)).sorted()
        path = ordered.first?.path ?? folder
    }

    /// Under its own name and the folder's alone, since others may use either.
    ///
    /// `more` are sources that others say it has.
    func derivations(
        and more: [DerivationGraph.Source] = []
    ) -> [DerivationGraph.Work] {
        let sources =
            baseModels.map { DerivationGraph.Source($0, .modifies) }
            + datasets.map { DerivationGraph.Source($0, .trainedOn) }
            + more.filter { $0.name != name }
        let short = name.split(separator: "/").last.map(String.init) ?? name
        return Set([name, short]).sorted().map {
            DerivationGraph.Work(name: $0, licence: licence, sources: sources)
        }
    }
}

extension LicenceFact.Source {
    /// Who speaks first.
    fileprivate var rank: Int {
        switch self {
        case .card, .metadata: 0
        case .text: 1
        case .configuration: 2
        case .header: 3
        }
    }
}
