import ModelFiles
import SupplyChain
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Names one file by its digest and reads what it says about itself, over one opening.
enum FileLook {
    /// Files up to this size are read once and looked at in memory.
    private static let memorySize = 1 << 20

    /// How many files are looked at the same time.
    static let laneCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// - Parameters:
    ///   - file: Where it is.
    ///   - path: The name it goes by, below the folder that is looked at.
    ///   - folder: That folder; files that a list of packages includes are looked for there alone.
    ///   - progress: Called with the bytes of each read.
    /// - Returns: Its digest and its facts.
    /// - Throws: A fault when it cannot be read or changes meanwhile.
    static func look(
        at file: String, as path: String, in folder: String? = nil,
        progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> LookedFile {
        let opened = try OpenedFile(file)
        defer { opened.close() }
        let size = opened.before.size
        let isSmall = size <= memorySize
        var small: [UInt8] = []
        if isSmall { small.reserveCapacity(size) }
        let digest = try opened.digest { bytes in
            if isSmall { small.append(contentsOf: bytes) }
            progress?(bytes.count)
        }
        let bytes =
            isSmall
            ? Bytes(small)
            : Bytes(FileSource(descriptor: opened.descriptor, byteCount: size))
        let facts = FileInspector.facts(path: path, bytes: bytes)
        let licence =
            LicenceFact.mayBe(at: path, byteCount: size)
            ? LicenceFact(path: path, bytes: small) : nil
        try opened.checkUnchanged()
        return LookedFile(
            digest: digest, facts: facts, listing: try listing(at: file, as: path, in: folder),
            licence: licence)
    }

    /// Whatever stands below a folder; what cannot be read is among the facts.
    static func look(
        at entry: CheckWalk.Entry, in folder: String, progress: (@Sendable (Int) -> Void)?
    ) -> LookedFile {
        switch entry.kind {
        case .file:
            do throws(Failure) {
                return try look(
                    at: "\(folder)/\(entry.path)", as: entry.path, in: folder, progress: progress)
            } catch { return unread(entry.path, error.message) }
        case .link(let target):
            return LookedFile(
                digest: nil, facts: FileInspector.facts(path: entry.path, linkTarget: target))
        case .special: return unread(entry.path, "it is a pipe, a socket or a device")
        case .closed(let reason): return unread(entry.path, reason)
        }
    }

    private static func unread(_ path: String, _ reason: String) -> LookedFile {
        LookedFile(digest: nil, facts: FileInspector.facts(path: path, unreadBecause: reason))
    }

    // MARK: Lists of packages

    private static func listing(
        at file: String, as path: String, in folder: String?
    ) throws(Failure) -> DependencyListing? {
        guard let format = DependencyFormat(path: path) else { return nil }
        let bytes = try FileBytes.read(file)
        do throws(DocumentError) {
            return try DependencyListing(format, path: path, bytes: bytes) { other in
                folder.flatMap { included(other, in: $0) }
            }
        } catch { return DependencyListing(unreadable: path, because: "\(error)") }
    }

    /// Never a file outside.
    private static func included(_ path: String, in folder: String) -> [UInt8]? {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.contains("..") else { return nil }
        return try? FileBytes.read("\(folder)/\(path)")
    }
}
