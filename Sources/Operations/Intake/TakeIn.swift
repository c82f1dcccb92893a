package import Governance
import Ledger
package import Transparency

/// Takes in a revision of a project from elsewhere: registers its files as a captured version, looks
/// into them, and records where they came from.
///
/// INVARIANT: only files that the workspace handed in are taken in, so that whoever names a digest
/// gets nobody else's bytes. A door records what it received with ``Platform/keep(_:in:by:)``.
package struct TakeIn: Operation {
    package let offer: IntakeOffer
    package let subject: SubjectName
    package let parts: [HashedPart]
    package let contents: IntakeDescription
    /// Where a new subject begins.
    package let workspace: Workspace
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .subject(subject, beginsIn: workspace) }

    package init(
        offer: IntakeOffer, subject: SubjectName, parts: [HashedPart],
        contents: IntakeDescription, workspace: Workspace, by: Actor
    ) {
        self.offer = offer
        self.subject = subject
        self.parts = parts
        self.contents = contents
        self.workspace = workspace
        self.by = by
    }

    package struct TakenIn: Sendable {
        package let intake: Intake
        /// What the scan says, as policies read it.
        package let scan: JSON
        /// False when the same bytes stood under this revision and ref already.
        package let isNew: Bool
    }

    package func run(on platform: Platform) async throws -> TakenIn {
        try Failure.translating { () throws(IntakeRefusal) in try offer.check() }
        let description = try platform.blobs.put(contents.json.canonicalBytes)
        let known = try await platform.store.intakes(
            of: offer.source, offer.project, in: .only([workspace]),
            ref: offer.source.fixesBytes ? nil : offer.ref, revision: offer.revision
        ).first
        if offer.source.fixesBytes, let known {
            let before = try platform.blobs.contents(of: known)
            guard before.manifest == contents.manifest else {
                throw IntakeRefusal.otherBytes(revision: offer.revision).failure
            }
        }
        let version = try await version(known, description, on: platform)
        let scan = try await scan(version, on: platform)
        let facts = try await facts(scan, on: platform)
        return try await platform.perform { turn in
            try await self.record(version, facts, description, scan, in: &turn, on: platform)
        }.value
    }

    /// The version with these files: the one that is there, or a new one.
    private func version(
        _ known: Intake?, _ description: Digest, on platform: Platform
    ) async throws -> VersionName {
        if let known, known.description == description { return known.version }
        try await requireHandedIn(on: platform)
        var registration = RegisterVersion(
            subject: subject, parts: parts, purpose: nil, risk: nil, businessOwner: nil,
            technicalOwner: nil, workspace: workspace, by: by)
        registration.isCaptured = true
        return try await platform.perform(registration).version.name
    }

    private func requireHandedIn(on platform: Platform) async throws {
        let files = parts.flatMap { part in part.manifest?.entries.map(\.digest) ?? [part.digest] }
        for digest in Set(files)
        where try await platform.store.handedIn(digest, in: .only([workspace])).isEmpty {
            throw Failure.fault(
                "unknown_artifact", "nobody in `\(workspace)` handed in the bytes `\(digest)`")
        }
    }

    /// The platform itself looks into the files, whoever asks.
    private func scan(_ version: VersionName, on platform: Platform) async throws -> JSON {
        let artifacts = try await platform.store.artifacts(of: version)
        var parts: [ScannedPart] = []
        if case .claimed = by {
            parts =
                try await UploadedFiles(
                    artifacts, of: workspace, expecting: version.subject.kind.expectation,
                    on: platform
                ).look() ?? []
        }
        return try await RecordScan(version: version, parts: parts, by: by)
            .run(on: platform).evidence.predicate
    }

    /// What the project says, and what its files say where it is silent.
    private func facts(_ scan: JSON, on platform: Platform) async throws -> JSON {
        var facts = offer.facts.objectValue ?? [:]
        if facts["licence"]?.stringValue == nil {
            let works = scan["licensing"]?["works"]?.arrayValue ?? []
            facts["licence"] = works.compactMap { $0["licence"]?.stringValue }.first.map(
                JSON.string)
        }
        facts["licensing"] = try await IntakeLicence(
            project: offer.project, source: offer.source,
            licence: facts["licence"]?.stringValue,
            baseModels: (facts["baseModels"]?.arrayValue ?? []).compactMap(\.stringValue)
        ).judged(in: workspace, on: platform)
        return .object(facts)
    }
}

extension TakeIn {
    private func record(
        _ version: VersionName, _ facts: JSON, _ description: Digest, _ scan: JSON,
        in turn: inout Turn, on platform: Platform
    ) async throws -> TakenIn {
        let newest = try await turn.intakes(
            of: offer.source, offer.project, in: .only([workspace]),
            ref: offer.ref, revision: offer.ref == nil ? offer.revision : nil
        ).first { offer.ref != nil || $0.ref == nil }
        if let newest, newest.revision == offer.revision, newest.version == version,
            newest.facts == facts, newest.description == description
        {
            return TakenIn(intake: newest, scan: scan, isNew: false)
        }
        let principal = try await turn.principal(by, in: workspace, on: platform)
        let evidence = try await AddEvidence(
            version: version, kind: .vendorRecord, grade: .observed, predicate: predicate(facts),
            lookedAt: .parts(try await turn.version(version).1.composition.parts),
            expiresAt: nil, by: by
        ).add(in: &turn, on: platform)
        let intake = Intake(
            source: offer.source, project: offer.project, revision: offer.revision, ref: offer.ref,
            upstream: offer.upstream, version: version, facts: facts, description: description,
            evidence: evidence.id, at: platform.now(), by: principal.id, workspace: workspace)
        try await turn.record(.versionTakenIn, intake.json, by: principal)
        return TakenIn(intake: intake, scan: scan, isNew: true)
    }

    /// What a policy reads as `evidence.vendor_record`.
    private func predicate(_ facts: JSON) -> JSON {
        let members: [String: JSON] = [
            "project": .string(offer.project), "revision": .string(offer.revision),
            "source": .string(offer.source.rawValue),
            "upstream": offer.upstream.map(JSON.string) ?? .null,
        ]
        return .object((facts.objectValue ?? [:]).merging(members) { _, own in own })
    }
}
