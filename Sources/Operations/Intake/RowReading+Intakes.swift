package import Governance
import Ledger
import Transparency

extension RowReading {
    /// The intakes of a project, newest first; with a ref, those that it pointed to.
    func intakes(
        of source: Intake.Source, _ project: String, in workspaces: WorkspaceSet,
        ref: String? = nil, revision: String? = nil, limit: Int = 100
    ) async throws(Failure) -> [Intake] {
        var matching: [RowQuery.Match] = [
            .init("source", source.rawValue), .init("project", project),
        ]
        if let ref { matching.append(.init("ref", ref)) }
        if let revision { matching.append(.init("revision", revision)) }
        let query = RowQuery(ReadModel.intakes.rawValue, matching: matching, limit: limit)
        return try await rows(query, in: workspaces).rows.compactMap { Intake(json: $0.document) }
    }

    /// Where a version came from, newest first.
    func intakes(of version: VersionName) async throws(Failure) -> [Intake] {
        try await rows(.intakes, where: ["version": version.description], limit: 100)
            .compactMap { Intake(json: $0.document) }
    }
}

extension BlobFolder {
    /// The files of an intake, and what its project says in full.
    package func contents(of intake: Intake) throws(Failure) -> IntakeDescription {
        let bytes = try get(intake.description)
        guard let json = try? JSON(parsing: bytes), let contents = IntakeDescription(json: json)
        else {
            throw .fault(
                "damaged_blob", "the list of files `\(intake.description)` does not read")
        }
        return contents
    }
}
