/// The files in an archive whose contents are wanted, and not its structure: zip with members that
/// are stored or deflated, tar, and tar behind gzip.
package enum ArchiveMembers {
    package enum Fault: Error, Sendable, Equatable {
        /// It is none of these archives, or is damaged.
        case notRead
        /// It unpacks to more than is taken.
        case tooLarge
    }

    static let entryLimit = 1 << 20

    /// - Parameters:
    ///   - bytes: The archive.
    ///   - limit: Unpacked bytes in all, at most.
    ///   - body: Called with each file's name and contents, in the archive's order.
    /// - Throws: ``Fault``, and what `body` throws.
    /// - Complexity: O(unpacked bytes), one member of a zip at a time.
    package static func visit(
        _ bytes: Bytes, limit: Int, _ body: (String, [UInt8]) throws -> Void
    ) throws {
        switch FormatSniffer.format(of: bytes, name: "") {
        case .zip: try visitZip(bytes, limit: limit, body)
        case .tar: try visitTar(bytes, body)
        case .gzip:
            let plain = Expander.inflate(bytes, windowBits: 31, limit: limit)
            guard plain.ending != .limit else { throw Fault.tooLarge }
            let tar = Bytes(plain.output)
            guard plain.ending == .complete, FormatSniffer.format(of: tar, name: "") == .tar
            else { throw Fault.notRead }
            try visitTar(tar, body)
        default: throw Fault.notRead
        }
    }

    private static func visitZip(
        _ bytes: Bytes, limit: Int, _ body: (String, [UInt8]) throws -> Void
    ) throws {
        let directory = ZipDirectory(bytes, entryLimit: entryLimit)
        guard !directory.isCut else { throw Fault.tooLarge }
        var left = limit
        for entry in directory.entries where entry.isInDirectory && !entry.name.hasSuffix("/") {
            guard let data = entry.dataOffset else { throw Fault.notRead }
            let packed = bytes.slice(at: data, count: entry.packedSize)
            let plain = try contents(of: packed, method: entry.method, limit: left)
            guard plain.count == entry.size else { throw Fault.notRead }
            left -= plain.count
            try body(entry.name, plain)
        }
    }

    static func contents(
        of packed: Bytes, method: Int, limit: Int
    ) throws(Fault) -> [UInt8] {
        switch method {
        case 0:
            guard packed.count <= limit else { throw .tooLarge }
            return packed.array(at: 0, count: packed.count)
        case 8:
            let plain = Expander.inflate(packed, windowBits: -15, limit: limit)
            guard plain.ending != .limit else { throw .tooLarge }
            guard plain.ending == .complete else { throw .notRead }
            return plain.output
        default: throw .notRead
        }
    }

    private static func visitTar(
        _ bytes: Bytes, _ body: (String, [UInt8]) throws -> Void
    ) throws {
        var offset = 0
        var longName: String?
        while let header = TarHeader(bytes, at: offset) {
            let content = bytes.slice(at: offset + 512, count: header.size)
            guard content.count == header.size else { throw Fault.notRead }
            switch header.kind {
            case .longName: longName = header.text(of: content)
            case .pax: longName = header.paxValue("path", of: content) ?? longName
            case .file:
                let name = longName ?? header.name
                longName = nil
                try body(name, content.array(at: 0, count: content.count))
            case .folder, .link, .device, .longLink: longName = nil
            }
            offset += 512 + (content.count + 511) / 512 * 512
        }
    }
}
