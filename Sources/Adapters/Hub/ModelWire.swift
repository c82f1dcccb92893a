import Governance
import Operations
import Transparency

/// A repository as clients of a hub are told of it.
struct ModelWire {
    private let intake: Intake

    init(_ intake: Intake) { self.intake = intake }

    private func texts(_ name: String) -> [String] {
        (intake.facts[name]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    var tags: [String] {
        let named = [intake.facts["library"], intake.facts["task"]].compactMap { $0?.stringValue }
        let licence = intake.licence.map { ["license:\($0.lowercased())"] } ?? []
        let bases = texts("baseModels").map { "base_model:\($0)" }
        let datasets = texts("datasets").map { "dataset:\($0)" }
        return named + texts("tags") + datasets + bases + licence
    }

    /// As in a list.
    var listed: JSON { .object(members) }

    private var members: [String: JSON] {
        let author = intake.project.split(separator: "/").dropLast().first.map(String.init)
        var members: [String: JSON] = [
            "_id": .string(String(intake.revision.prefix(24))), "assay": assay,
            "createdAt": .string(intake.at.description), "disabled": false, "downloads": 0,
            "gated": false, "id": .string(intake.project),
            "lastModified": .string(intake.at.description), "likes": 0,
            "modelId": .string(intake.project), "private": false,
            "sha": .string(intake.revision), "tags": .array(tags.map(JSON.string)),
        ]
        members["author"] = author.map(JSON.string)
        members["library_name"] = intake.facts["library"]
        members["pipeline_tag"] = intake.facts["task"]
        return members
    }

    /// What only this server knows: the version in the ledger, and what it was made from.
    private var assay: JSON {
        [
            "ancestors": intake.facts["ancestors"] ?? [],
            "licence": intake.licence.map(JSON.string) ?? .null,
            "licensing": intake.facts["licensing"] ?? .null,
            "upstream": intake.upstream.map(JSON.string) ?? .null,
            "version": .string(intake.version.description),
        ]
    }

    /// With its files and its card.
    func shown(_ contents: IntakeDescription, hasBlobs: Bool) -> JSON {
        var members = members
        members["siblings"] = .array(
            contents.files.map { file in
                var sibling: [String: JSON] = ["rfilename": .string(file.path)]
                if hasBlobs {
                    sibling["size"] = JSON(file.byteCount)
                    sibling["blobId"] = .string(file.gitBlob ?? "")
                    sibling["lfs"] = file.largeFile
                }
                return .object(sibling)
            })
        if let card = contents.details["card"], !card.isNull { members["cardData"] = card }
        members["usedStorage"] = JSON(contents.manifest.byteCount)
        return .object(members)
    }
}

/// The files of a commit as a hub lists them, folders among them.
struct RepositoryTree {
    private let files: [IntakeDescription.File]

    init(_ contents: IntakeDescription) { files = contents.files }

    /// - Returns: `nil` when there is nothing below such a folder.
    func entries(below folder: String, isRecursive: Bool) -> [JSON]? {
        let start = folder.isEmpty ? "" : folder + "/"
        var entries: [JSON] = []
        var folders: Set<String> = []
        for file in files where file.path.hasPrefix(start) {
            let steps = file.path.dropFirst(start.count).split(separator: "/")
            for depth in 1..<max(steps.count, 1) where isRecursive || depth == 1 {
                let path = start + steps.prefix(depth).joined(separator: "/")
                if folders.insert(path).inserted { entries.append(Self.folder(path)) }
            }
            if isRecursive || steps.count == 1 { entries.append(file.entry) }
        }
        return entries.isEmpty && !folder.isEmpty ? nil : entries
    }

    /// A file or a folder; `nil` when it is not there.
    func entry(_ path: String) -> JSON? {
        if let file = files.first(where: { $0.path == path }) { return file.entry }
        return files.contains { $0.path.hasPrefix(path + "/") } ? Self.folder(path) : nil
    }

    private static func folder(_ path: String) -> JSON {
        [
            "oid": .string(GitBlob.name(of: Array(path.utf8))), "path": .string(path), "size": 0,
            "type": "directory",
        ]
    }
}

extension IntakeDescription.File {
    fileprivate var entry: JSON {
        var members: [String: JSON] = [
            "oid": .string(gitBlob ?? ""), "path": .string(path), "size": JSON(byteCount),
            "type": "file",
        ]
        members["lfs"] = largeFile
        return .object(members)
    }

    /// `nil` for a small file.
    fileprivate var largeFile: JSON? {
        guard isLarge else { return nil }
        return [
            "oid": .string(digest.hex), "pointerSize": JSON(pointer.count),
            "sha256": .string(digest.hex), "size": JSON(byteCount),
        ]
    }

    private var pointer: [UInt8] { GitBlob.pointer(to: digest, byteCount: byteCount) }

    /// What clients know the bytes by.
    var tag: String { isLarge ? digest.hex : gitBlob ?? digest.hex }
}
