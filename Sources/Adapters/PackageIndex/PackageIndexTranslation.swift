import Operations
import SupplyChain
import Transparency

/// Files of packages as an index says them.
enum PackageIndexTranslation {
    static let files = "/pypi/files"
    static let blockedFiles = "/pypi/files/BLOCKED"

    static func project(
        _ name: PackageName, _ files: [ListPackageFiles.Listed]
    ) -> SimpleProject {
        var releases: [String: PythonVersion] = [:]
        for file in files.map(\.file.name.release) { releases[file] = PythonVersion(file) }
        return SimpleProject(
            name: name.text,
            releases: releases.sorted { $0.value < $1.value }.map(\.key),
            files: files.map(file))
    }

    private static func file(_ listed: ListPackageFiles.Listed) -> SimpleFile {
        let (file, blocked) = (listed.file, listed.refusal.map { BlockedFile($0) })
        let folder = blocked.map { "\(blockedFiles)/\($0.slug)" } ?? files
        let name = PercentEncoding.encode(file.name.text)
        return SimpleFile(
            name: file.name.text, url: "\(folder)/\(file.digest.hex)/\(name)",
            sha256: file.digest.hex, byteCount: file.byteCount,
            requiresPython: file.requiresPython,
            uploadTime: (file.publishedAt ?? file.takenInAt).description,
            // A source distribution's metadata is only what it will be once it is built.
            metadataSHA256: file.name.isWheel ? file.metadata.hex : nil,
            yanked: blocked?.reason)
    }
}
