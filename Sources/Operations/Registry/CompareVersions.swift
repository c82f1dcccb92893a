package import Governance
import Ledger
package import Transparency

/// Two versions of one subject, part by part and file by file.
package struct CompareVersions: Operation {
    package let old: VersionName
    package let new: VersionName
    package let to: String?
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(new.subject) }

    package init(old: VersionName, new: VersionName, to: String?, by: Actor) {
        self.old = old
        self.new = new
        self.to = to
        self.by = by
    }

    /// All artifacts of one role on either side.
    package struct RoleChange: Sendable {
        package let role: PartRole
        package let old: [Artifact]
        package let new: [Artifact]
        package let files: [FileDifference]

        package var isChanged: Bool { Set(old.map(\.part)) != Set(new.map(\.part)) }
    }

    package struct Compared: Sendable {
        package let old: ReviewVersion.Reviewed
        package let new: ReviewVersion.Reviewed
        package let roles: [RoleChange]
    }

    /// More differences than this between the files of a role are not listed.
    package static let fileLimit = 200

    package func run(on platform: Platform) async throws -> Compared {
        guard old.subject == new.subject else {
            throw Failure.fault(
                "other_subject", "`\(old)` and `\(new)` are versions of different things")
        }
        let old = try await ReviewVersion(version: old, to: to, by: by).run(on: platform)
        let new = try await ReviewVersion(version: new, to: to, by: by).run(on: platform)
        let all = (old.shown.artifacts + new.shown.artifacts).map(\.part.role)
        return Compared(
            old: old, new: new,
            roles: Set(all).sorted().map { role in
                let sides = (
                    old.shown.artifacts.filter { $0.part.role == role },
                    new.shown.artifacts.filter { $0.part.role == role }
                )
                return RoleChange(
                    role: role, old: sides.0, new: sides.1,
                    files: Self.files(sides.0, sides.1, in: platform.blobs))
            })
    }

    /// The differences when there is one artifact on each side and its manifest is kept.
    private static func files(
        _ old: [Artifact], _ new: [Artifact], in blobs: BlobFolder
    ) -> [FileDifference] {
        guard let before = old.first, let after = new.first, old.count == 1, new.count == 1,
            before.part != after.part, before.isFolder, after.isFolder,
            let signed = try? before.manifest(in: blobs), let found = try? after.manifest(in: blobs)
        else { return [] }
        return Array(found.differences(from: signed).prefix(fileLimit))
    }
}
