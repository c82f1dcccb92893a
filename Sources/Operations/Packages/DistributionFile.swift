import ModelFiles
import SupplyChain
import Transparency

/// A wheel or a source distribution, with what it says of itself.
struct DistributionFile: Sendable {
    let name: DistributionFileName
    /// As it stands in the archive.
    let metadata: [UInt8]
    let distribution: InstalledDistribution

    private static let metadataByteCountMax = 4 << 20

    /// - Parameters:
    ///   - name: The file's, which the metadata may not contradict.
    ///   - path: Where its bytes are.
    /// - Throws: A fault when it is no such archive, has no metadata or two, or is something else than
    ///   its name says.
    init(_ name: DistributionFileName, at path: String) throws(Failure) {
        self.name = name
        let file = try UnchangedFile(path)
        let source = FileSource(descriptor: file.descriptor, byteCount: file.size)
        let found: [(name: String, contents: [UInt8])]
        do throws(ArchiveMembers.Fault) {
            found = try ArchiveMembers.selection(
                of: Bytes(source), byteCountMax: Self.metadataByteCountMax,
                where: name.isMetadata)
            guard !found.isEmpty else { throw .notRead }
        } catch { throw Self.bad(name, Self.text(error, isWheel: name.isWheel)) }
        guard found.count == 1 else {
            throw Self.bad(name, "it has metadata in more places than one")
        }
        metadata = found[0].contents
        try file.checkUnchanged()
        do throws(DocumentError) {
            distribution = try InstalledDistribution(metadata: metadata)
        } catch { throw Self.bad(name, "its metadata does not read: \(error)") }
        if let contradiction = name.contradiction(by: distribution) {
            throw Self.bad(name, contradiction)
        }
    }

    private static func text(_ fault: ArchiveMembers.Fault, isWheel: Bool) -> String {
        switch fault {
        case .notRead:
            "it is no archive with metadata (`\(isWheel ? "*.dist-info/METADATA" : "*/PKG-INFO")`)"
        case .tooLarge: "it has more entries or larger metadata than is read"
        }
    }

    private static func bad(_ name: DistributionFileName, _ reason: String) -> Failure {
        .fault("bad_package", "`\(name)` is not taken in: \(reason)")
    }
}
