import Governance
import Ledger
import Transparency

/// What keeps a version from being used because of what it was made from.
struct RecalledAncestor {
    let refusal: AdmissionRefusal

    /// Versions that are looked at on the way up.
    private static let countMax = 200

    /// - Returns: `nil` when nothing that it was made from was taken back, as far as is known.
    ///
    /// INVARIANT: where only a base's name is known, any version of it that was taken back counts.
    init?(
        of version: VersionName, in workspace: Workspace, on platform: Platform
    ) async throws {
        let rows = platform.store
        var waiting = [(version: version, path: [String]())]
        var seen: Set<VersionName> = [version]
        while let (next, path) = waiting.popLast(), seen.count <= Self.countMax {
            guard let intake = try await rows.intakes(of: next).first else { continue }
            for ancestor in intake.facts["ancestors"]?.arrayValue ?? [] {
                let name = ancestor["project"]?.stringValue ?? ""
                let step = "`\(name)` (\(ancestor["relation"]?.stringValue ?? "base"))"
                for base in try await Self.versions(ancestor, in: workspace, rows)
                where seen.insert(base).inserted {
                    if let reason = try await Self.reason(base, ancestor, in: workspace, rows) {
                        let chain = (path + [step]).joined(separator: ", from ")
                        refusal = AdmissionRefusal(
                            code: "base_recalled", reason: "it was made from \(chain): \(reason)")
                        return
                    }
                    waiting.append((base, path + [step]))
                }
            }
        }
        return nil
    }

    private static func versions(
        _ ancestor: JSON, in workspace: Workspace, _ rows: some RowReading
    ) async throws -> [VersionName] {
        if let known = ancestor["version"]?.stringValue.flatMap({ VersionName($0) }) {
            return [known]
        }
        guard let project = ancestor["project"]?.stringValue else { return [] }
        return try await rows.intakes(of: .hub, project, in: .only([workspace])).map(\.version)
    }

    private static func reason(
        _ base: VersionName, _ ancestor: JSON, in workspace: Workspace, _ rows: some RowReading
    ) async throws -> String? {
        let (_, version) = try await rows.version(base)
        if let recall = try await rows.recalls(of: version, in: workspace).last {
            return "`\(base)` was recalled on \(recall.at.day): \(recall.because)"
        }
        let scan = try await rows.row(.scans, base.description)
        if ancestor["relation"] == "adapter", scan?.document["outcome"] == "dangerous" {
            return "`\(base)`, which it is loaded with, has a dangerous file"
        }
        return nil
    }
}
