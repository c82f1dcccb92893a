import Governance
import Ledger
import Transparency

/// Where a walk begins: all that a person means by a word.
///
/// A version is also the bytes that it is of, and a folder also its files: who doubts a data set
/// doubts each file of it.
struct LineageStart {
    let word: String
    private(set) var references: [LineageReference] = []

    init(_ word: String, in workspaces: WorkspaceSet, on platform: Platform) async throws {
        self.word = word
        if let name = VersionName(word) {
            try await add(name, in: workspaces, on: platform)
        } else if let name = SubjectName(word),
            let row = try await platform.store.row(.subjects, name.description),
            workspaces.contains(row.workspace)
        {
            for number in 1...max(1, row.document["versions"]?.intValue ?? 1) {
                try await add(.init(subject: name, number: number), in: workspaces, on: platform)
            }
        } else if let reference = LineageReference(word) {
            references = [reference]
        } else {
            throw unknown
        }
    }

    private mutating func add(
        _ name: VersionName, in workspaces: WorkspaceSet, on platform: Platform
    ) async throws {
        let (subject, version) = try await platform.store.version(name)
        guard workspaces.contains(subject.workspace) else {
            throw Failure.unknownSubject(name.subject)
        }
        references.append(LineageReference(name))
        for digest in version.composition.digests(in: name.subject.kind.mainRole) {
            references.append(LineageReference(digest))
        }
        let folders = try await platform.store.artifacts(of: name).filter {
            $0.isFolder && $0.part.role == name.subject.kind.mainRole
        }
        for folder in folders where platform.blobs.contains(folder.part.digest) {
            let bytes = try platform.blobs.get(folder.part.digest)
            let manifest = (try? JSON(parsing: bytes)).flatMap { FolderManifest(json: $0) }
            references += manifest?.entries.map { LineageReference($0.digest) } ?? []
        }
    }

    var unknown: Failure {
        .fault(
            "unknown_lineage",
            "nothing is known of `\(word)`; name a version (`dataset:census@2`), a subject, a "
                + "digest (`sha256:…`), a file, or what another system calls it (`openlineage:…`)")
    }
}
