import Governance

/// A registered model's alias or stage, and which version in the ledger it means.
package struct PlacedVersion: Sendable, Hashable {
    package let model: String
    /// An alias, or a stage in small letters.
    package let place: String
    /// Its name in the ledger.
    package let version: String
}

// Where versions are in use.
extension TrackingSession {
    /// All that aliases mean and stages hold, by model and place.
    ///
    /// - Complexity: O(aliases and staged versions).
    package func placedVersions(
        within reach: TrackingReach
    ) throws(TrackingError) -> [PlacedVersion] {
        let sql = """
            SELECT m.workspace, m.name, a.alias, v.version_name FROM model_alias a
              JOIN registered_model m ON m.id = a.model
              JOIN model_version v ON v.model = a.model AND v.number = a.number
              WHERE v.is_deleted = 0 AND v.version_name IS NOT NULL
            UNION ALL
            SELECT m.workspace, m.name, lower(v.stage), v.version_name FROM model_version v
              JOIN registered_model m ON m.id = v.model
              WHERE v.is_deleted = 0 AND v.version_name IS NOT NULL AND v.stage <> 'None'
            ORDER BY 2, 3, 4
            """
        return try connection.all(sql, []) { row throws(TrackingError) in
            (
                row.text(0) ?? "",
                PlacedVersion(
                    model: row.text(1) ?? "", place: row.text(2) ?? "", version: row.text(3) ?? "")
            )
        }.filter { Workspace($0.0).map(reach.readable.contains) ?? false }.map(\.1)
    }
}
