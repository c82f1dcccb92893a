package import Transparency

/// What a backup says of itself: which ledger, up to where, and what is in it.
package struct BackupManifest: Sendable, Equatable {
    package let createdAt: Instant
    package let origin: String
    package let size: Int
    package let root: Digest
    package let hasKeys: Bool
    /// Whether the read models came along; else the records make them again.
    package let hasReadModels: Bool

    package static let name = "manifest.json"
    package static let byteCountMax = 64 << 10
    static let formatVersion = 1

    package init(
        createdAt: Instant, origin: String, size: Int, root: Digest, hasKeys: Bool,
        hasReadModels: Bool
    ) {
        self.createdAt = createdAt
        self.origin = origin
        self.size = size
        self.root = root
        self.hasKeys = hasKeys
        self.hasReadModels = hasReadModels
    }

    package var json: JSON {
        [
            "assayBackup": JSON(Self.formatVersion), "createdAt": .string(createdAt.description),
            "origin": .string(origin), "size": JSON(size), "root": .string(root.description),
            "hasKeys": .bool(hasKeys), "hasReadModels": .bool(hasReadModels),
        ]
    }

    /// - Throws: A fault when it is none, or a newer assay's.
    package init(parsing bytes: [UInt8]) throws(Failure) {
        let json = try? JSON(parsing: bytes)
        guard let format = json?["assayBackup"]?.intValue else { throw Self.malformed }
        guard format == Self.formatVersion else {
            throw .fault(
                "newer_format",
                "a newer assay wrote this backup (format \(format), this one reads "
                    + "\(Self.formatVersion)); use that version")
        }
        guard let created = json?["createdAt"]?.stringValue.flatMap({ Instant($0) }),
            let origin = json?["origin"]?.stringValue, let size = json?["size"]?.intValue,
            let root = json?["root"]?.stringValue.flatMap({ Digest($0) }),
            let hasKeys = json?["hasKeys"]?.boolValue,
            let hasReadModels = json?["hasReadModels"]?.boolValue
        else { throw Self.malformed }
        self.init(
            createdAt: created, origin: origin, size: size, root: root, hasKeys: hasKeys,
            hasReadModels: hasReadModels)
    }

    private static let malformed = Failure.fault(
        "damaged_backup", "the file is no backup of assay: what it says of itself does not read")
}
