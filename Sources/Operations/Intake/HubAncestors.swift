import Governance
import Ledger
import Transparency

/// What a repository was made from: what its card and its configuration name, and what its weights
/// prove.
struct HubAncestors {
    let project: String
    let workspace: Workspace

    private static let provenMax = 20

    /// The facts with `ancestors`: each with `project`, `relation` and `by`, and with `version` where
    /// it is known which.
    func added(
        to facts: JSON, _ tensors: TensorDigests, on platform: Platform
    ) async throws -> JSON {
        var members = facts.objectValue ?? [:]
        let stated = facts["ancestors"]?.arrayValue ?? []
        let proven = try await proven(by: tensors, on: platform)
        let certain = Set(proven.compactMap { $0["project"]?.stringValue })
        var ancestors: [JSON] = []
        for ancestor in stated {
            let name = ancestor["project"]?.stringValue ?? ""
            guard certain.contains(name) else {
                ancestors.append(try await pinned(ancestor, on: platform))
                continue
            }
        }
        let relations = Dictionary(
            stated.map { ($0["project"]?.stringValue ?? "", $0["relation"]) }
        ) { first, _ in first }
        ancestors += proven.map { ancestor in
            var ancestor = ancestor.objectValue ?? [:]
            let name = ancestor["project"]?.stringValue ?? ""
            if let relation = relations[name] ?? nil { ancestor["relation"] = relation }
            return .object(ancestor)
        }
        guard !ancestors.isEmpty else { return facts }
        members["ancestors"] = .array(ancestors)
        let named = (facts["baseModels"]?.arrayValue ?? []).compactMap(\.stringValue)
        members["baseModels"] = .array(
            (named + certain.subtracting(named).sorted()).map(JSON.string))
        return .object(members)
    }

    /// With the version of the commit that a configuration names.
    private func pinned(_ ancestor: JSON, on platform: Platform) async throws -> JSON {
        guard let name = ancestor["project"]?.stringValue,
            let revision = ancestor["revision"]?.stringValue,
            let base = try await platform.store.intakes(
                of: .hub, name, in: .only([workspace]), revision: revision, limit: 1
            ).first
        else { return ancestor }
        var members = ancestor.objectValue ?? [:]
        members["version"] = .string(base.version.description)
        return .object(members)
    }

    /// Versions of other projects, taken in before, with the same tensors.
    ///
    /// One that names this project as its own base is no ancestor of it.
    private func proven(
        by tensors: TensorDigests, on platform: Platform
    ) async throws -> [JSON] {
        var found: [VersionName: Intake] = [:]
        for digest in (tensors.sketch.arrayValue ?? []).compactMap(\.stringValue) {
            let rows = try await platform.store.rows(
                .intakes, where: ["tensor": digest, Row.workspaceField: workspace.name],
                limit: Self.provenMax)
            for intake in rows.compactMap({ Intake(json: $0.document) })
            where intake.project != project && !intake.baseModels.contains(project) {
                found[intake.version] = intake
            }
        }
        var proven: [JSON] = []
        for intake in found.values.sorted(by: { $0.at < $1.at }).prefix(Self.provenMax) {
            let other = try TensorDigests(
                of: platform.blobs.contents(of: intake), in: platform.blobs)
            guard let share = tensors.share(with: other) else { continue }
            proven.append([
                "by": "tensors", "project": .string(intake.project), "relation": "finetune",
                "revision": .string(intake.revision),
                "share": .number((share * 1000).rounded() / 1000),
                "version": .string(intake.version.description),
            ])
        }
        return proven
    }
}
