// A few files of an archive, without the rest of it.
extension ArchiveMembers {
    /// Files that are wanted of one archive, at most.
    private static let selectionLimit = 16
    /// Unpacked bytes of a tar that are looked through: first as many as nearly always do.
    private static let tarLimits = [8 << 20, 256 << 20]

    /// - Parameters:
    ///   - bytes: Zip with members that are stored or deflated, tar, or tar behind gzip.
    ///   - byteCountMax: Unpacked bytes of one file, at most.
    ///   - isWanted: Whether a file of this name is wanted.
    /// - Returns: The files in the archive's order; of a tar the first alone, since all before it
    ///   must be unpacked.
    /// - Throws: ``Fault``; ``Fault/tooLarge`` also when more than 16 files are wanted.
    /// - Complexity: O(entries) for a zip, O(bytes up to the file) for a tar.
    package static func selection(
        of bytes: Bytes, byteCountMax: Int, where isWanted: (String) -> Bool
    ) throws(Fault) -> [(name: String, contents: [UInt8])] {
        switch FormatSniffer.format(of: bytes, name: "") {
        case .zip: try selectionOfZip(bytes, byteCountMax, isWanted)
        case .tar: try first(of: bytes, byteCountMax, isWanted).map { [$0] } ?? []
        case .gzip: try selectionOfGzip(bytes, byteCountMax, isWanted)
        default: throw .notRead
        }
    }

    private static func selectionOfZip(
        _ bytes: Bytes, _ byteCountMax: Int, _ isWanted: (String) -> Bool
    ) throws(Fault) -> [(name: String, contents: [UInt8])] {
        let directory = ZipDirectory(bytes, entryLimit: entryLimit)
        guard !directory.isCut else { throw .tooLarge }
        var found: [(name: String, contents: [UInt8])] = []
        for entry in directory.entries where entry.isInDirectory && isWanted(entry.name) {
            guard found.count < selectionLimit else { throw .tooLarge }
            guard let data = entry.dataOffset else { throw .notRead }
            let packed = bytes.slice(at: data, count: entry.packedSize)
            let plain = try contents(of: packed, method: entry.method, limit: byteCountMax)
            guard plain.count == entry.size else { throw .notRead }
            found.append((entry.name, plain))
        }
        return found
    }

    private static func selectionOfGzip(
        _ bytes: Bytes, _ byteCountMax: Int, _ isWanted: (String) -> Bool
    ) throws(Fault) -> [(name: String, contents: [UInt8])] {
        for limit in tarLimits {
            let plain = Expander.inflate(bytes, windowBits: 31, limit: limit)
            if let one = try first(of: Bytes(plain.output), byteCountMax, isWanted) { return [one] }
            switch plain.ending {
            case .complete: return []
            case .limit: continue
            case .truncated, .corrupt: throw .notRead
            }
        }
        throw .tooLarge
    }

    /// The first file of a tar, or of the beginning of one, that is wanted.
    private static func first(
        of bytes: Bytes, _ byteCountMax: Int, _ isWanted: (String) -> Bool
    ) throws(Fault) -> (name: String, contents: [UInt8])? {
        var offset = 0
        var longName: String?
        while let header = TarHeader(bytes, at: offset) {
            let content = bytes.slice(at: offset + 512, count: header.size)
            guard content.count == header.size else { return nil }
            switch header.kind {
            case .longName: longName = header.text(of: content)
            case .pax: longName = header.paxValue("path", of: content) ?? longName
            case .file:
                let name = longName ?? header.name
                longName = nil
                guard isWanted(name) else { break }
                guard content.count <= byteCountMax else { throw .tooLarge }
                return (name, content.array(at: 0, count: content.count))
            case .folder, .link, .device, .longLink: longName = nil
            }
            offset += 512 + (content.count + 511) / 512 * 512
        }
        return nil
    }
}
