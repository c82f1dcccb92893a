import ModelFiles
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Names one file by its digest and reads what it says about itself, over one opening.
enum FileCheck {
    struct Looked: Sendable {
        /// `nil` for what is no file, or could not be read.
        let digest: Digest?
        let facts: FileFacts
    }

    /// Files up to this size are read once and looked at in memory.
    private static let memorySize = 1 << 20

    /// How many files are looked at the same time.
    static let laneCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// - Parameters:
    ///   - file: Where it is.
    ///   - path: The name it goes by, below the folder that is checked.
    ///   - progress: Called with the bytes of each read.
    /// - Returns: Its digest and its facts.
    /// - Throws: A fault when it cannot be read or changes meanwhile.
    static func look(
        at file: String, as path: String, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> Looked {
        let opened = try OpenedFile(file)
        defer { opened.close() }
        var small: [UInt8] = []
        let isSmall = opened.before.size <= memorySize
        if isSmall { small.reserveCapacity(opened.before.size) }
        let digest = try opened.digest { bytes in
            if isSmall { small.append(contentsOf: bytes) }
            progress?(bytes.count)
        }
        let bytes =
            isSmall
            ? Bytes(small)
            : Bytes(FileSource(descriptor: opened.descriptor, byteCount: opened.before.size))
        let facts = FileInspector.facts(path: path, bytes: bytes)
        try opened.checkUnchanged()
        return Looked(digest: digest, facts: facts)
    }

    /// Whatever stands below a folder; what cannot be read is among the facts.
    static func look(
        at entry: CheckWalk.Entry, in folder: String, progress: (@Sendable (Int) -> Void)?
    ) -> Looked {
        switch entry.kind {
        case .file:
            do throws(Failure) {
                return try look(at: "\(folder)/\(entry.path)", as: entry.path, progress: progress)
            } catch { return unread(entry.path, error.message) }
        case .link(let target):
            return Looked(
                digest: nil, facts: FileInspector.facts(path: entry.path, linkTarget: target))
        case .special: return unread(entry.path, "it is a pipe, a socket or a device")
        case .closed(let reason): return unread(entry.path, reason)
        }
    }

    private static func unread(_ path: String, _ reason: String) -> Looked {
        Looked(digest: nil, facts: FileInspector.facts(path: path, unreadBecause: reason))
    }
}
