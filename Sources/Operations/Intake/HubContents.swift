import Governance
package import Transparency

/// A file of a repository, before anybody has looked into it.
package struct HubFile: Sendable, Hashable {
    package let path: String
    package let digest: Digest
    package let byteCount: Int
    /// Whether a client sent it, or another hub has it, as a large file.
    package let isLarge: Bool

    package init(path: String, digest: Digest, byteCount: Int, isLarge: Bool = false) {
        self.path = path
        self.digest = digest
        self.byteCount = byteCount
        self.isLarge = isLarge || byteCount >= GitBlob.largeByteCountMin
    }
}

/// The files of one commit of a repository, as they are kept, and what they say of themselves.
struct HubContents {
    let contents: IntakeDescription
    let facts: JSON

    /// Files of a repository.
    static let fileCountMax = 50_000

    /// `known`: The files of the commit before, which need no second look.
    init(
        of files: [HubFile], known: IntakeDescription?, on platform: Platform
    ) async throws {
        guard files.count <= Self.fileCountMax else {
            throw Failure.fault(
                "too_large", "a repository has at most \(Self.fileCountMax) files")
        }
        let names = Dictionary(
            (known?.files ?? []).map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
        var described: [IntakeDescription.File] = []
        for file in files {
            described.append(try await Self.described(file, names[file.digest], on: platform))
        }
        let said = try HubFacts(described, on: platform)
        let tensors = try await TensorDigests(of: described, known: known, on: platform)
        var facts = said.facts.objectValue ?? [:]
        if !tensors.isEmpty { facts["tensors"] = tensors.sketch }
        self.facts = .object(facts)
        let kept = tensors.isEmpty ? nil : try platform.blobs.put(tensors.json.canonicalBytes)
        contents = IntakeDescription(
            files: described,
            details: [
                "card": said.card, "tensors": kept.map { .string($0.description) } ?? .null,
            ])
    }

    private static func described(
        _ file: HubFile, _ known: IntakeDescription.File?, on platform: Platform
    ) async throws -> IntakeDescription.File {
        let name: String
        if file.isLarge {
            name = GitBlob.name(
                of: GitBlob.pointer(to: file.digest, byteCount: file.byteCount))
        } else if let known, let gitBlob = known.gitBlob, known.more == [:] {
            name = gitBlob
        } else {
            name = try await GitBlob.name(of: platform.blobs.open(file.digest))
        }
        return IntakeDescription.File(
            path: file.path, byteCount: file.byteCount, digest: file.digest, gitBlob: name,
            more: file.isLarge ? ["large": true] : [:])
    }

    /// The parts that a version of it has.
    func parts(project: String) -> [HashedPart] {
        let manifest = contents.manifest
        var parts = [
            HashedPart(
                role: .weights, name: "repository", path: project, isFolder: true,
                digest: manifest.digest, byteCount: manifest.byteCount,
                fileCount: manifest.entries.count, manifest: manifest)
        ]
        if let file = contents.files.first(where: { $0.path == "requirements.txt" }) {
            parts.append(
                HashedPart(
                    role: .environment, name: file.path, path: "\(project)/\(file.path)",
                    isFolder: false, digest: file.digest, byteCount: file.byteCount, fileCount: 1,
                    manifest: nil))
        }
        return parts
    }
}

extension IntakeDescription.File {
    /// Whether clients of a hub know it as a large file.
    package var isLarge: Bool { more["large"] == true }

    var hubFile: HubFile {
        HubFile(path: path, digest: digest, byteCount: byteCount, isLarge: isLarge)
    }
}
