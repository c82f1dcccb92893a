package import Governance
import Ledger
import Transparency

/// Records that an activity made outputs of inputs.
package struct RecordLineage: Operation {
    package let activity: LineageActivity
    package let workspace: Workspace
    /// The bytes that the activity's statement is the digest of, to be kept.
    package let statement: [UInt8]?
    package let by: Actor

    package static let permission = Permission.recordLineage
    package var object: OperationObject { .visible }

    package init(
        activity: LineageActivity, in workspace: Workspace = .standard, statement: [UInt8]? = nil,
        by: Actor
    ) {
        self.activity = activity
        self.workspace = workspace
        self.statement = statement
        self.by = by
    }

    /// - Returns: Whether it said anything that was not known.
    package func run(on platform: Platform) async throws -> Bool {
        try Failure.translating { () throws(LineageActivity.Refusal) in try activity.check() }
        guard by.workspaces(for: Self.permission).contains(workspace) else {
            throw Failure.notAllowed(Self.permission)
        }
        if let statement, let digest = activity.statement {
            guard Digest(of: statement) == digest else {
                throw Failure.fault("bad_statement", "the statement is not the bytes of its digest")
            }
        }
        return try await platform.perform { turn in
            try await record(in: &turn, on: platform)
        }.value
    }

    /// The same within a turn that does something besides.
    func record(in turn: inout Turn, on platform: Platform) async throws -> Bool {
        let principal = try await turn.principal(by, in: workspace, on: platform)
        var isNew = false
        for piece in activity.pieces where try await !turn.knows(piece, in: workspace) {
            if let statement, !isNew { try platform.blobs.put(statement) }
            var body: [String: JSON] = ["activity": piece.json]
            if workspace != .standard { body["workspace"] = .string(workspace.name) }
            try await turn.record(.lineageRecorded, .object(body), by: principal)
            isNew = true
        }
        return isNew
    }
}

extension RowReading {
    /// Whether all of this was told before.
    fileprivate func knows(
        _ activity: LineageActivity, in workspace: Workspace
    ) async throws(Failure) -> Bool {
        let key = LineageRow.key(workspace, activity.kind.rawValue, activity.id)
        guard let row = try await row(.lineage, key).flatMap(LineageRow.init) else { return false }
        return Set(row.inputs).isSuperset(of: activity.inputs.map(LineageKey.init))
            && Set(row.outputs).isSuperset(of: activity.outputs.map(LineageKey.init))
    }
}

extension LineageActivity.Refusal: Refusal {
    var failure: Failure {
        switch self {
        case .badID:
            .fault(
                "bad_lineage",
                "an activity's id has 1 to \(LineageActivity.idByteCountMax) bytes and no control "
                    + "characters")
        case .badName:
            .fault(
                "bad_lineage",
                "an activity's name has 1 to \(LineageActivity.nameByteCountMax) bytes and no "
                    + "control characters")
        case .tooMany(let limit):
            .fault(
                "bad_lineage",
                "an activity has at most \(limit) inputs and outputs; name folders by their digest")
        case .nothing: .fault("bad_lineage", "an activity needs an input or an output")
        }
    }
}
