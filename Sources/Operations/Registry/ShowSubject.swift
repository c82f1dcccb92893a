package import Governance
import Ledger
package import Transparency

/// What a named thing is for, who answers for it, and which of its versions are released where.
package struct ShowSubject: Operation {
    package let subject: SubjectName
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(subject) }

    package init(subject: SubjectName, by: Actor) {
        self.subject = subject
        self.by = by
    }

    package struct Shown: Sendable {
        package let subject: Subject
        /// The newest version.
        package let newest: VersionName
        /// The newest release for each environment.
        package let releases: [SignedRelease]
        /// The released version that is used most widely, production before others; else the newest.
        package let main: ReviewVersion.Reviewed
        /// Newest first: name, time and states by transition.
        package let versions: [JSON]
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Shown {
        guard let row = try await platform.store.row(.subjects, subject.description),
            let found = Subject(json: row.document),
            let newest = row.document["latest"]?.stringValue.flatMap({ VersionName($0) })
        else { throw Failure.unknownSubject(subject) }
        let versions = try await platform.store.rows(
            .versions, where: ["subject": subject.description], limit: 30)
        let releases = try await releases(row, on: platform)
        let production = releases.first { $0.to == "production" } ?? releases.first
        let version = production.flatMap { VersionName($0.version) } ?? newest
        let main = try await ReviewVersion(version: version, to: production?.to, by: by)
            .run(on: platform)
        return Shown(
            subject: found, newest: newest, releases: releases, main: main,
            versions: versions.map(\.document), people: main.people)
    }

    private func releases(_ row: Row, on platform: Platform) async throws -> [SignedRelease] {
        var found: [SignedRelease] = []
        for (_, statement) in (row.document["released"]?.objectValue ?? [:]).sorted(by: {
            $0.key < $1.key
        }) {
            guard
                let release = try await platform.store.row(
                    .releases, statement["statement"]?.stringValue ?? "")
            else { continue }
            if let signed = SignedRelease(release, isNew: false) { found.append(signed) }
        }
        return found
    }
}
