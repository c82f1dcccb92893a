import ModelFiles
import SupplyChain

#if canImport(Glibc)
import Glibc
#endif

/// Reads what one file says about itself.
enum FileLook {
    /// Files up to this size are read at once and looked at in memory.
    static let memorySize = 1 << 20

    /// - Parameters:
    ///   - file: Where it is.
    ///   - path: The name it goes by, below the folder that is looked at.
    ///   - folder: That folder; files that a list of packages includes are looked for there alone.
    /// - Returns: Its facts, without its digest.
    /// - Throws: A fault when it cannot be read or changes meanwhile.
    static func look(
        at file: String, as path: String, in folder: String? = nil
    ) throws(Failure) -> LookedFile {
        try look(at: file, as: path) { other in folder.flatMap { included(other, in: $0) } }
    }

    /// The same, with the bytes of files that a list of packages includes from whoever knows them.
    static func look(
        at file: String, as path: String, expecting expectation: ContentExpectation = .model,
        including include: @escaping (String) -> [UInt8]?
    ) throws(Failure) -> LookedFile {
        let opened = try UnchangedFile(file)
        let source = FileSource(descriptor: opened.descriptor, byteCount: opened.size)
        let small =
            opened.size <= memorySize ? source.bytes(at: 0, count: opened.size) : nil
        let facts = FileInspector.facts(
            path: path, bytes: small.map(Bytes.init) ?? Bytes(source), expecting: expectation)
        var licence: LicenceFact?
        if let small, LicenceFact.mayBe(at: path, byteCount: opened.size) {
            licence = LicenceFact(path: path, bytes: small)
        }
        if licence == nil { licence = LicenceFact(header: facts) }
        let listing = try listing(at: file, as: path, including: include)
        try opened.checkUnchanged()
        return LookedFile(digest: nil, facts: facts, listing: listing, licence: licence)
    }

    /// What stands where a file should, and cannot be read.
    static func unread(_ path: String, _ reason: String) -> LookedFile {
        LookedFile(digest: nil, facts: FileInspector.facts(path: path, unreadBecause: reason))
    }

    // MARK: Lists of packages

    private static func listing(
        at file: String, as path: String, including include: @escaping (String) -> [UInt8]?
    ) throws(Failure) -> DependencyListing? {
        guard let format = DependencyFormat(path: path) else { return nil }
        let bytes = try FileBytes.read(file)
        do throws(DocumentError) {
            return try DependencyListing(format, path: path, bytes: bytes, include: include)
        } catch { return DependencyListing(unreadable: path, because: "\(error)") }
    }

    /// Never a file outside.
    private static func included(_ path: String, in folder: String) -> [UInt8]? {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.contains("..") else { return nil }
        return try? FileBytes.read("\(folder)/\(path)")
    }
}
