import Governance
import Ledger
import SupplyChain
import Transparency

/// Whether what came from elsewhere may be used by its licence and by those of all that it was made
/// from, as far as the workspace took that in or the licence policy knows it.
struct IntakeLicence {
    let project: String
    let source: Intake.Source
    let licence: String?
    let baseModels: [String]

    /// Works that are looked up; what lies beyond is not known, and a person is asked.
    private static let workCountMax = 200

    /// `effect` is `allow`, `ask` or `deny`; `findings` say why.
    func judged(in workspace: Workspace, on platform: Platform) async throws -> JSON {
        let policy = try platform.rulebook.current().licences ?? LicencePolicy(uses: [])
        let works = try await works(in: workspace, on: platform)
        let judgement = LicenceJudgement(
            of: project, in: DerivationGraph(policy.works + works), by: policy)
        return [
            "effect": .string(judgement.effect.word),
            "findings": .array(judgement.findings.prefix(20).map(\.json)),
        ]
    }

    private func works(
        in workspace: Workspace, on platform: Platform
    ) async throws -> [DerivationGraph.Work] {
        var works = [work(project, licence, baseModels)]
        var waiting = baseModels
        var seen: Set<String> = [project]
        while let base = waiting.popLast(), works.count < Self.workCountMax {
            guard seen.insert(base).inserted,
                let intake = try await platform.store.intakes(
                    of: source, base, in: .only([workspace]), limit: 1
                ).first
            else { continue }
            works.append(work(base, intake.licence, intake.baseModels))
            waiting += intake.baseModels
        }
        return works
    }

    private func work(
        _ name: String, _ licence: String?, _ bases: [String]
    ) -> DerivationGraph.Work {
        DerivationGraph.Work(
            name: name, licence: licence, sources: bases.map { .init($0, .modifies) })
    }
}
