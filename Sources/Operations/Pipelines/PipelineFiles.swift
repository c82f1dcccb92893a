import Crypto
import Governance
import SupplyChain
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Files of a pipeline as they lie in its folder, named by MD5 and SHA-256 at once.
struct PipelineFiles {
    let folder: String

    private static let pieceByteCount = 1 << 20

    /// What DVC's name for a file means: the MD5, and where the very file is at hand its SHA-256.
    func references(to file: DVCFile) -> [LineageReference] {
        guard let digest = file.digest else { return [] }
        let own = LineageReference("md5:\(digest.hex)").map { [$0] } ?? []
        guard !digest.isFolder, let path = path(of: file.path),
            let found = try? Self.hashed(path), found.md5 == digest.hex
        else { return own }
        return own + [LineageReference(found.sha256)]
    }

    /// The files of a folder that DVC keeps, from its list in DVC's cache; `nil` when that is not at
    /// hand or is another.
    func contents(of file: DVCFile) -> DVCFolder? {
        guard let digest = file.digest, digest.isFolder else { return nil }
        let name = "\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2)).dir"
        for cache in [".dvc/cache/files/md5", ".dvc/cache"] {
            guard let bytes = try? FileBytes.read("\(root)/\(cache)/\(name)"),
                Self.md5(bytes) == digest.hex, let list = try? DVCFolder(json: bytes)
            else { continue }
            return list
        }
        return nil
    }

    /// The folder with `.dvc`, here or above.
    private var root: String {
        var place = folder
        for _ in 0..<32 {
            if let state = try? FileState(of: place + "/.dvc"), state.isFolder { return place }
            guard place != "/", place != "." else { break }
            place = place.parentFolder
        }
        return folder
    }

    /// - Returns: `nil` for what lies elsewhere: pipelines may name other machines.
    func path(of path: String) -> String? {
        guard !path.contains("://") else { return nil }
        return path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    private static func md5(_ bytes: [UInt8]) -> String {
        Hex.encode(Array(Insecure.MD5.hash(data: bytes)))
    }

    private static func hashed(_ path: String) throws -> (md5: String, sha256: Transparency.Digest)
    {
        let file = try UnchangedFile(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: pieceByteCount, alignment: 16)
        defer { buffer.deallocate() }
        var (md5, sha256) = (Insecure.MD5(), DigestHasher())
        while case let count = try file.read(into: buffer), count > 0 {
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            md5.update(bufferPointer: piece)
            sha256.update(Array(piece))
        }
        try file.finish()
        return (Hex.encode(Array(md5.finalize())), sha256.finalize())
    }
}
