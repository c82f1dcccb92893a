import Operations
import SupplyChain
import Transparency

/// Files of packages as an index says them.
enum PackageIndexTranslation {
    static let files = "/pypi/files"
    static let blockedFiles = "/pypi/files/BLOCKED"

    static func project(_ name: PackageName, _ files: ListPackageFiles.Files) -> SimpleProject {
        var releases: [String: PythonVersion] = [:]
        for text in files.listed.map(\.file.name.release) + files.offered.map(\.name.release) {
            releases[text] = PythonVersion(text)
        }
        return SimpleProject(
            name: name.text,
            releases: releases.sorted { $0.value < $1.value }.map(\.key),
            files: files.listed.map(file) + files.offered.map(file))
    }

    /// A file that nobody asked for yet, as its own index says it.
    private static func file(_ file: IndexPage.File) -> SimpleFile {
        SimpleFile(
            name: file.name.text,
            url: "\(files)/\(file.digest.hex)/\(PercentEncoding.encode(file.name.text))",
            sha256: file.digest.hex, byteCount: file.byteCount,
            requiresPython: file.requiresPython, uploadTime: file.publishedAt?.description,
            metadataSHA256: file.name.isWheel ? file.metadata?.hex : nil, yanked: file.yanked)
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
