import CCompression

/// Zip archives, and what is kept in them: torch's, Keras', NumPy's and skops' files.
extension Inspection {
    mutating func inspectZip(_ bytes: Bytes, name: String, at place: Place) {
        let directory = ZipDirectory(bytes, entryLimit: max(0, membersLeft))
        membersLeft -= directory.entries.count
        noteArchive(directory, at: place)
        if directory.isCut { trouble(.zip, "more members than are read", place) }
        noteDuplicates(directory.entries.map(\.name), at: place)
        let roots = TorchArchive.roots(directory.entries.map(\.name))
        if !roots.isEmpty { facts.formats.append(FormatFact(format: .torchZip, place: place)) }
        for entry in directory.entries {
            noteEntry(entry, at: place)
            inspectEntry(entry, of: bytes, torchRoots: roots, at: place)
        }
        for root in roots { checkStorages(directory.entries, root: root, at: place) }
    }

    // MARK: The archive's structure

    private mutating func noteArchive(_ directory: ZipDirectory, at place: Place) {
        if directory.endRecords.isEmpty {
            add(
                .zipDirectoryMissing, "no end record; streaming readers still see the members",
                place)
        } else if directory.endRecords.count > 1, directory.directoryCount > 0 {
            add(.zipDirectories, "\(directory.endRecords.count) end records", place)
        }
        if directory.entries.isEmpty { add(.emptyArchive, "no members", place) }
        if directory.prefix > 0 { add(.zipPrefix, "\(directory.prefix) bytes before it", place) }
        if directory.trailing > 0 {
            add(.zipTrailing, "\(directory.trailing) bytes after its end", place)
        }
        if let declared = directory.declaredCount, declared != directory.directoryCount,
            !directory.endRecords.isEmpty
        {
            let found = directory.directoryCount
            add(
                .zipCount, "the end record says \(declared) members, the directory has \(found)",
                place)
        }
    }

    mutating func noteDuplicates(_ names: [String], at place: Place) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            add(.duplicateMember, name, place.inside(name))
        }
    }

    /// Flags that say encryption (0x1, 0x40, 0x2000) or patches (0x20).
    private static let oddFlags = 0x1 | 0x20 | 0x40 | 0x2000

    private mutating func noteEntry(_ entry: ZipDirectory.Entry, at place: Place) {
        let inner = place.inside(entry.name)
        noteMemberPath(entry.name, at: inner)
        if let localName = entry.localName {
            add(
                .zipNamesDiffer, "`\(entry.name)` in the directory, `\(localName)` at the member",
                inner)
            noteMemberPath(localName, at: inner)
        }
        if !entry.isInDirectory { add(.zipOrphan, "the directory does not list it", inner) }
        let flags = entry.flags | (entry.localFlags ?? 0)
        if flags & Self.oddFlags != 0 { add(.zipFlags, "flags \(flags)", inner) }
        if let local = entry.localMethod, local != entry.method {
            add(
                .zipHeadersDiffer,
                "method \(entry.method) in the directory, \(local) at the member", inner)
        }
        if entry.sizesDiffer { add(.zipHeadersDiffer, "the packed sizes differ", inner) }
    }

    /// A member's path that leads out of the folder it is unpacked to.
    mutating func noteMemberPath(_ name: String, at place: Place) {
        if PathRules.leaves(name) { add(.memberTraversal, name, place) }
        inspectName(name, at: place)
    }

    // MARK: Members

    private mutating func inspectEntry(
        _ entry: ZipDirectory.Entry, of bytes: Bytes, torchRoots: [String], at place: Place
    ) {
        let inner = place.inside(entry.name)
        guard entry.packedSize > 0 else { return }
        if entry.name.hasSuffix("/") {
            guard entry.size > 0 else { return }
            add(.folderData, "`\(entry.name.prefix(100))` has \(entry.size) bytes", inner)
        }
        guard let data = entry.dataOffset, data <= bytes.count else {
            return trouble(.zip, "the member has no local header", inner)
        }
        let packed = bytes.slice(at: data, count: entry.packedSize)
        if packed.count < entry.packedSize { trouble(.zip, "the member is cut off", inner) }
        let isRecord = torchRoots.contains { TorchArchive.isRecord(entry.name, root: $0) }
        if isRecord && entry.method == 0 {
            facts.formats.append(FormatFact(format: .tensorRecord, place: inner))
            return
        }
        guard let member = unpacked(packed, entry, at: inner) else { return }
        checkSum(of: member, entry, at: inner)
        if entry.mode & 0o170000 == 0o120000 { return noteLink(member, of: entry, at: inner) }
        if !isRecord { inspect(member, name: entry.name, at: inner) }
    }

    /// A symbolic link's content is its target.
    private mutating func noteLink(_ member: Bytes, of entry: ZipDirectory.Entry, at place: Place) {
        let target = String(decoding: member.array(at: 0, count: 4_096), as: UTF8.self)
        refer(.archiveLink, target, place)
        let leads = PathRules.leaves(PathRules.resolved(target, from: entry.name))
        add(
            .memberLink, leads ? "leads out of the folder, to `\(target)`" : "to `\(target)`", place
        )
    }

    /// The member's bytes by the directory's method, or else by another that works.
    private mutating func unpacked(
        _ packed: Bytes, _ entry: ZipDirectory.Entry, at place: Place
    ) -> Bytes? {
        let methods = [entry.method, entry.localMethod ?? entry.method]
        for method in methods {
            if method == 0 && looksPlain(packed, entry) { return packed }
            let limit = min(limits.memberBytes * 4, expandedBytesLeft)
            guard method != 0, let expansion = expand(packed, method: method, limit: limit),
                !expansion.output.isEmpty, expansion.ending != .corrupt
            else { continue }
            expandedBytesLeft -= expansion.output.count
            noteEnding(expansion, packed: packed.count, .zip, at: place)
            return Bytes(expansion.output)
        }
        if (entry.flags | (entry.localFlags ?? 0)) & 1 != 0, !isReadable(packed) {
            add(.zipEncrypted, "the member is encrypted", place)
            trouble(.zip, "the member is encrypted", place)
            return nil
        }
        if entry.method != 0, !isReadable(packed) {
            trouble(.zip, "the member's method \(entry.method) cannot be unpacked", place)
            return nil
        }
        return packed
    }

    /// Whether a stored member is what it says: nothing else would unpack it.
    private func looksPlain(_ packed: Bytes, _ entry: ZipDirectory.Entry) -> Bool {
        guard (entry.flags | (entry.localFlags ?? 0)) & 1 != 0 || entry.localMethod ?? 0 != 0 else {
            return true
        }
        return isReadable(packed)
    }

    private func isReadable(_ bytes: Bytes) -> Bool {
        FormatSniffer.format(of: bytes, name: "") != .unknown
    }

    private func expand(_ packed: Bytes, method: Int, limit: Int) -> Expansion? {
        switch method {
        case 8: Expander.inflate(packed, windowBits: -15, limit: limit)
        case 12: Expander.bunzip(packed, limit: limit)
        case 14: expandLZMA(packed, limit: limit)
        case 93: Expander.unzstd(packed, limit: limit)
        case 95: Expander.unlzma(packed, limit: limit)
        default: nil
        }
    }

    /// Zip's LZMA begins with a version, and the properties' size and bytes.
    private func expandLZMA(_ packed: Bytes, limit: Int) -> Expansion? {
        guard let size = packed.littleEndian(at: 2, width: 2), size <= 16,
            let properties = packed.exactly(at: 4, count: Int(size))
        else { return nil }
        return Expander.unlzmaRaw(
            packed.slice(at: 4 + Int(size)), filter: Expander.lzma1, properties: properties,
            limit: limit)
    }

    /// Bytes of a member whose checksum is worked out.
    private static let checkedSize = 8 << 20

    private mutating func checkSum(
        of member: Bytes, _ entry: ZipDirectory.Entry, at place: Place
    ) {
        guard member.count <= Self.checkedSize else { return }
        let content = member.array(at: 0, count: member.count)
        let sum = UInt32(truncatingIfNeeded: crc32(0, content, UInt32(content.count)))
        let hasLater = (entry.localFlags ?? 0) & 8 != 0
        let local = entry.localChecksum.map { hasLater && $0 == 0 ? sum : $0 }
        guard sum != entry.checksum || local.map({ $0 != sum }) ?? false else { return }
        if entry.isInDirectory || entry.flags & 8 == 0 {
            add(.zipChecksum, "the bytes do not have the checksum that the archive says", place)
        }
    }
}
