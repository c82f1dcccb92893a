package import Transparency

/// That a version came from somewhere else: from where exactly, and what was said of it there.
package struct Intake: Sendable, Hashable {
    /// The door it came through.
    package enum Source: String, Sendable, CaseIterable {
        case hub, packages

        /// Whether a revision names its bytes, so that it can never have others.
        package var fixesBytes: Bool { self == .hub }
    }

    package let source: Source
    /// `organisation/name` on a hub; the normalised name (PEP 503) of a package.
    package let project: String
    /// A commit of 40 hexadecimal digits, or a release such as `2.1.0`.
    package let revision: String
    /// The branch or tag by which it was asked for; the name of a package's file.
    package let ref: String?
    /// Where its bytes were fetched; `nil` when somebody handed them in.
    package let upstream: String?
    package let version: VersionName
    /// What the project says of itself, such as `licence` and `baseModels`.
    package let facts: JSON
    /// The digest of its ``IntakeDescription``, which is kept beside.
    package let description: Digest
    /// What of it a policy reads, as evidence.
    package let evidence: Digest
    package let at: Instant
    package let by: Principal.ID
    package let workspace: Workspace

    package init(
        source: Source, project: String, revision: String, ref: String?, upstream: String?,
        version: VersionName, facts: JSON, description: Digest, evidence: Digest, at: Instant,
        by: Principal.ID, workspace: Workspace
    ) {
        self.source = source
        self.project = project
        self.revision = revision
        self.ref = ref
        self.upstream = upstream
        self.version = version
        self.facts = facts
        self.description = description
        self.evidence = evidence
        self.at = at
        self.by = by
        self.workspace = workspace
    }

    package var json: JSON {
        [
            "at": .string(at.description), "by": .string(by.text),
            "description": .string(description.description),
            "evidence": .string(evidence.description), "facts": facts,
            "project": .string(project), "ref": ref.map(JSON.string) ?? .null,
            "revision": .string(revision), "source": .string(source.rawValue),
            "upstream": upstream.map(JSON.string) ?? .null,
            "version": .string(version.description), "workspace": .string(workspace.name),
        ]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let source = json["source"]?.stringValue.flatMap(Source.init(rawValue:)),
            let project = json["project"]?.stringValue,
            let revision = json["revision"]?.stringValue,
            let version = json["version"]?.stringValue.flatMap({ VersionName($0) }),
            let facts = json["facts"],
            let description = json["description"]?.stringValue.flatMap({ Digest($0) }),
            let evidence = json["evidence"]?.stringValue.flatMap({ Digest($0) }),
            let at = json["at"]?.stringValue.flatMap({ Instant($0) }),
            let by = json["by"]?.stringValue,
            let workspace = json["workspace"]?.stringValue.flatMap({ Workspace($0) })
        else { return nil }
        self.init(
            source: source, project: project, revision: revision,
            ref: json["ref"]?.stringValue, upstream: json["upstream"]?.stringValue,
            version: version, facts: facts, description: description, evidence: evidence, at: at,
            by: .init(by), workspace: workspace)
    }
}

extension Intake {
    /// The names of what it was made from, as it says itself.
    package var baseModels: [String] {
        (facts["baseModels"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    /// The licence as an SPDX expression, or as it is stated.
    package var licence: String? { facts["licence"]?.stringValue }
}
