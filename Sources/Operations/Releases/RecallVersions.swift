package import Governance
import Ledger
import Transparency

/// Takes versions back in one incident: what of them is released no longer is, gates deny them, and
/// nobody is given their bytes.
package struct RecallVersions: Operation {
    /// At least one; the first one's subject is asked about.
    package let versions: [VersionName]
    /// What it is about, when that is not the first of ``versions``: a data set, a digest.
    package var about: String?
    package let because: String
    package let by: Actor

    package static let permission = Permission.recallVersion
    package var object: OperationObject { versions.first.map { .subject($0.subject) } ?? .visible }

    /// How many of them one turn recalls.
    private static let turnVersionCountMax = 400

    package init(
        versions: [VersionName], about: String? = nil, because: String, by: Actor
    ) {
        self.versions = versions
        self.about = about
        self.because = because
        self.by = by
    }

    package struct Recalled: Sendable {
        package let incident: Incident
        /// Those that were not recalled before.
        package let recalls: [Recall]

        package init(incident: Incident, recalls: [Recall]) {
            self.incident = incident
            self.recalls = recalls
        }
    }

    package func run(on platform: Platform) async throws -> Recalled {
        if let fault = Incident.fault(of: because) { throw fault.failure }
        let at = platform.now()
        var recalled: Recalled?
        for start in stride(from: 0, to: versions.count, by: Self.turnVersionCountMax) {
            let some = versions[start..<min(start + Self.turnVersionCountMax, versions.count)]
            let before = recalled
            recalled = try await platform.perform { turn in
                try await self.recall(some, after: before, at: at, in: &turn, on: platform)
            }.value
        }
        guard let recalled, !recalled.recalls.isEmpty else {
            throw RecallRefusal.nothingToRecall(versions).failure
        }
        return recalled
    }

    /// INVARIANT: the incident is opened with the first recall in it, so that there is none without.
    private func recall(
        _ names: ArraySlice<VersionName>, after before: Recalled?, at: Instant,
        in turn: inout Turn, on platform: Platform
    ) async throws -> Recalled? {
        var found: [(subject: Subject, version: Version)] = []
        for name in names {
            let (subject, version) = try await turn.version(name)
            guard by.workspaces(for: Self.permission).contains(subject.workspace) else {
                throw Failure.unknownSubject(name.subject)
            }
            let known = try await turn.recalls(of: version, in: subject.workspace)
            if !known.contains(where: { $0.version == name }) { found.append((subject, version)) }
        }
        guard let first = found.first else { return before }
        let by = try await turn.principal(self.by, in: first.subject.workspace, on: platform)
        let incident =
            before?.incident
            ?? Incident(
                about: about ?? first.version.name.description, because: because, by: by.id, at: at)
        if before == nil {
            let workspaces = Set(found.map(\.subject.workspace.name)).sorted()
            try await turn.record(
                .incidentOpened,
                [
                    "incident": incident.json,
                    "workspaces": .array(workspaces.map(JSON.string)),
                ], by: by)
        }
        var recalls = before?.recalls ?? []
        for (_, version) in found {
            let recall = Recall(
                root: version.composition.root, version: version.name, incident: incident.id,
                because: because, by: by.id, grade: by.grade, at: at)
            try await turn.record(.versionRecalled, ["recall": recall.json], by: by)
            recalls.append(recall)
        }
        return Recalled(incident: incident, recalls: recalls)
    }
}
