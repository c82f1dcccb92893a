import Governance

// Names of the files of runs; the bytes are elsewhere, by their digests.
extension TrackingSession {
    /// The workspace that a path belongs to: its experiment's, or the caller's for a path of no
    /// experiment.
    ///
    /// - Throws: `missing` when the caller may not see it, or there is no such experiment.
    func workspace(
        of path: ArtifactPath, within reach: TrackingReach
    ) throws(TrackingError) -> Workspace {
        let missing = TrackingRefusal.missing("No such artifact: '\(path.text)'")
        guard let experiment = path.experiment else {
            let own = reach.ownWorkspace
            try reach.requireReading(own, orElse: missing)
            return own
        }
        guard let workspace = try workspace(ofExperiment: experiment) else {
            throw .refused(missing)
        }
        try reach.requireReading(workspace, orElse: missing)
        return workspace
    }

    /// - Throws: Whether the caller may keep a file there, before its bytes come.
    package func requireLogging(
        at path: ArtifactPath, within reach: TrackingReach
    ) throws(TrackingError) {
        guard !path.isRoot else { throw ArtifactPath.invalid }
        let workspace = try workspace(of: path, within: reach)
        try reach.requireLogging(workspace, orElse: .missing("No such artifact"))
    }

    /// Names a file, in place of one of that name before.
    package func keep(
        _ digest: String, byteCount: Int64, at path: ArtifactPath, on now: Int64,
        within reach: TrackingReach
    ) throws(TrackingError) {
        try requireLogging(at: path, within: reach)
        let workspace = try workspace(of: path, within: reach).name
        guard try entry(path, in: workspace)?.isFolder != true else {
            throw TrackingCheck.invalid("'\(path.text)' is a folder.")
        }
        var folder = path.folder
        while !folder.isRoot {
            if let known = try entry(folder, in: workspace) {
                guard known.isFolder else {
                    throw TrackingCheck.invalid("'\(folder.text)' is a file.")
                }
                break
            }
            folder = folder.folder
        }
        try insert(nil, 0, at: path.folder, above: folder, now, workspace)
        try connection.run(
            """
            INSERT INTO artifact (workspace, folder, name, digest, byte_count, modified)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, folder, name)
            DO UPDATE SET digest = excluded.digest, byte_count = excluded.byte_count,
              modified = excluded.modified
            """,
            .text(workspace), .text(path.folder.text), .text(path.name), .text(digest),
            .integer(byteCount), .integer(now))
    }

    /// Makes the folders of a path that are not there yet.
    private func insert(
        _ digest: String?, _ byteCount: Int64, at path: ArtifactPath, above known: ArtifactPath,
        _ now: Int64, _ workspace: String
    ) throws(TrackingError) {
        var folder = path
        while folder != known, !folder.isRoot {
            try connection.run(
                """
                INSERT INTO artifact (workspace, folder, name, digest, byte_count, modified)
                VALUES (?, ?, ?, NULL, 0, ?) ON CONFLICT DO NOTHING
                """,
                .text(workspace), .text(folder.folder.text), .text(folder.name), .integer(now))
            folder = folder.folder
        }
    }

    private func entry(
        _ path: ArtifactPath, in workspace: String
    ) throws(TrackingError) -> ArtifactEntry? {
        try connection.first(
            """
            SELECT name, digest, byte_count FROM artifact
            WHERE workspace = ? AND folder = ? AND name = ?
            """, [.text(workspace), .text(path.folder.text), .text(path.name)], Self.entry)
    }

    private static func entry(_ row: any SQLRow) throws(TrackingError) -> ArtifactEntry {
        ArtifactEntry(
            name: row.text(0) ?? "", digest: row.text(1), byteCount: row.integer(2) ?? 0)
    }

    /// - Throws: `missing` when there is no such file, or it is a folder.
    package func artifact(
        at path: ArtifactPath, within reach: TrackingReach
    ) throws(TrackingError) -> ArtifactEntry {
        let workspace = try workspace(of: path, within: reach).name
        guard let found = try entry(path, in: workspace), !found.isFolder else {
            throw .refused(.missing("No such artifact: '\(path.text)'"))
        }
        return found
    }

    /// What is in a folder; nothing when it is not there.
    package func artifacts(
        in path: ArtifactPath, within reach: TrackingReach
    ) throws(TrackingError) -> [ArtifactEntry] {
        guard !path.isRoot else { return [] }
        let workspace = try workspace(of: path, within: reach).name
        return try connection.all(
            """
            SELECT name, digest, byte_count FROM artifact WHERE workspace = ? AND folder = ?
            ORDER BY name LIMIT 100000
            """, [.text(workspace), .text(path.text)], Self.entry)
    }

    /// Forgets a file, or a folder with all that is in it.
    package func remove(
        _ path: ArtifactPath, within reach: TrackingReach
    ) throws(TrackingError) {
        try requireLogging(at: path, within: reach)
        let workspace = try workspace(of: path, within: reach).name
        try connection.run(
            "DELETE FROM artifact WHERE workspace = ? AND folder = ? AND name = ?",
            .text(workspace), .text(path.folder.text), .text(path.name))
        // Everything below sorts after `path/` and before `path0`, the next character.
        try connection.run(
            """
            DELETE FROM artifact WHERE workspace = ?
              AND (folder = ? OR (folder >= ? AND folder < ?))
            """,
            .text(workspace), .text(path.text), .text(path.text + "/"), .text(path.text + "0"))
    }

    /// All files below a folder, by their paths in it.
    package func files(
        below path: ArtifactPath, limit: Int, within reach: TrackingReach
    ) throws(TrackingError) -> [ArtifactEntry] {
        guard !path.isRoot else { throw ArtifactPath.invalid }
        let workspace = try workspace(of: path, within: reach).name
        let start = path.text.utf8.count + 1
        let found = try connection.all(
            """
            SELECT name, digest, byte_count, folder FROM artifact
            WHERE workspace = ? AND digest IS NOT NULL
              AND (folder = ? OR (folder >= ? AND folder < ?)) LIMIT ?
            """,
            [
                .text(workspace), .text(path.text), .text(path.text + "/"),
                .text(path.text + "0"), .integer(Int64(limit + 1)),
            ]
        ) { row throws(TrackingError) in
            let folder = String(
                decoding: Array((row.text(3) ?? "").utf8).dropFirst(start), as: UTF8.self)
            let name = row.text(0) ?? ""
            return ArtifactEntry(
                name: folder.isEmpty ? name : "\(folder)/\(name)", digest: row.text(1),
                byteCount: row.integer(2) ?? 0)
        }
        guard found.count <= limit else {
            throw TrackingCheck.invalid("'\(path.text)' has more than \(limit) files.")
        }
        return found
    }
}
