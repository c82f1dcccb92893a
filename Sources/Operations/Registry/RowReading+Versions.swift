import Governance
import Ledger
import Transparency

extension RowReading {
    /// A version and its subject as they are now.
    ///
    /// - Throws: A fault that says which versions there are.
    func version(_ name: VersionName) async throws(Failure) -> (Subject, Version) {
        guard let row = try await row(.versions, name.description) else {
            throw try await unknown(name)
        }
        guard let version = Version(json: row.document["version"] ?? .null),
            let subjectRow = try await self.row(.subjects, name.subject.description),
            let subject = Subject(json: subjectRow.document)
        else {
            throw Failure.fault(
                "damaged_row", "the row of `\(name)` does not read; run `assay log rebuild`")
        }
        return (subject, version)
    }

    private func unknown(_ name: VersionName) async throws(Failure) -> Failure {
        guard let row = try await row(.subjects, name.subject.description) else {
            return .unknownSubject(name.subject)
        }
        let count = row.document["versions"]?.intValue ?? 0
        return .fault(
            "unknown_version",
            "there is no `\(name)`; the newest is `\(name.subject)@\(count)`")
    }

    /// A version's artifacts, with where they were registered from.
    func artifacts(of name: VersionName) async throws -> [Artifact] {
        let row = try await row(.versions, name.description)
        return (row?.document["artifacts"]?.arrayValue ?? []).compactMap(Artifact.init(json:))
    }
}
