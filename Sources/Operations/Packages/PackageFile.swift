package import Governance
package import SupplyChain
package import Transparency

/// A file of a package that was taken in.
package struct PackageFile: Sendable, Hashable {
    package let name: DistributionFileName
    package let digest: Digest
    package let byteCount: Int
    /// Of what the file says of itself.
    package let metadata: Digest
    package let requiresPython: String?
    /// An SPDX expression; `nil` when it states none.
    package let licence: String?
    /// When its index published it, if it came from one.
    package let publishedAt: Instant?
    package let takenInAt: Instant
    package let version: VersionName
    package let workspace: Workspace

    /// `nil` when the intake is not one of a package's file.
    package init?(_ intake: Intake) {
        let facts = intake.facts
        guard intake.source == .packages,
            let name = intake.ref.flatMap({ DistributionFileName($0) }),
            let digest = facts["digest"]?.stringValue.flatMap({ Digest($0) }),
            let byteCount = facts["size"]?.intValue,
            let metadata = facts["metadata"]?.stringValue.flatMap({ Digest($0) })
        else { return nil }
        self.name = name
        self.digest = digest
        self.byteCount = byteCount
        self.metadata = metadata
        requiresPython = facts["requiresPython"]?.stringValue
        licence = facts["licence"]?.stringValue
        publishedAt = facts["publishedAt"]?.stringValue.flatMap { Instant($0) }
        takenInAt = intake.at
        version = intake.version
        workspace = intake.workspace
    }
}

extension PackageFile {
    private static let requirementByteCountMax = 1_000

    /// What an intake of it says, which ``init(_:)`` reads.
    static func facts(
        of file: DistributionFile, digest: Digest, byteCount: Int, metadata: Digest,
        publishedAt: Instant?
    ) throws(Failure) -> JSON {
        var members: [String: JSON] = [
            "digest": .string(digest.description), "metadata": .string(metadata.description),
            "size": JSON(byteCount),
        ]
        if let python = file.distribution.requiresPython {
            guard python.utf8.count <= requirementByteCountMax,
                VersionSpecifierSet(parsing: python) != nil
            else {
                throw .fault(
                    "bad_package",
                    "`\(file.name)` is not taken in: its `Requires-Python` does not read")
            }
            members["requiresPython"] = .string(python)
        }
        if let licence = file.distribution.licence {
            members["licence"] = .string(licence.description)
        }
        if let publishedAt { members["publishedAt"] = .string(publishedAt.description) }
        return .object(members)
    }
}
