/// Tar archives: plain, ustar, GNU and pax.
///
/// Source: POSIX.1-2017, *pax*; GNU tar, *Basic Tar Format*.
extension Inspection {
    mutating func inspectTar(_ bytes: Bytes, at place: Place) {
        var offset = 0
        var longName: String?
        var longLink: String?
        var names: [String] = []
        var links: Set<String> = []
        while let next = nextHeader(bytes, at: offset), membersLeft > 0 {
            let header = next.header
            offset = next.offset
            membersLeft -= 1
            let body = bytes.slice(at: offset + 512, count: header.size)
            switch header.kind {
            case .longName: longName = header.text(of: body)
            case .longLink: longLink = header.text(of: body)
            case .pax:
                longName = header.paxValue("path", of: body) ?? longName
                longLink = header.paxValue("linkpath", of: body) ?? longLink
            case .file, .link, .device, .folder:
                let name = longName ?? header.name
                names.append(name)
                noteWay(of: name, through: links, at: place)
                if header.kind == .link { links.insert(PathRules.resolved(name, from: "")) }
                inspectTarMember(
                    header, name: name, link: longLink ?? header.link, body, at: place.inside(name))
                longName = nil
                longLink = nil
            }
            if body.count < header.size {
                trouble(.tar, "the member is cut off", place.inside(header.name))
            }
            offset += 512 + body.count + (512 - body.count % 512) % 512
        }
        structureEnd = offset
        if membersLeft <= 0 { trouble(.tar, "more members than are read", place) }
        noteDuplicates(names, at: place)
    }

    /// Blocks of zeros that are passed over between an archive and one that is joined to it.
    private static let zeroBlocks = 1_024

    /// The header here, or behind the zeros that end an archive.
    private func nextHeader(_ bytes: Bytes, at start: Int) -> (header: TarHeader, offset: Int)? {
        var offset = start
        for _ in 0..<Self.zeroBlocks {
            if let header = TarHeader(bytes, at: offset) { return (header, offset) }
            guard let block = bytes.exactly(at: offset, count: 512),
                block.allSatisfy({ $0 == 0 })
            else { return nil }
            offset += 512
        }
        return nil
    }

    /// A member that is written through a link of the same archive lands where the link leads.
    private mutating func noteWay(of name: String, through links: Set<String>, at place: Place) {
        guard !links.isEmpty else { return }
        let parts = PathRules.resolved(name, from: "").split(separator: "/")
        for count in parts.indices.dropFirst() {
            let way = parts[..<count].joined(separator: "/")
            guard links.contains(way) else { continue }
            return add(
                .memberTraversal, "`\(name)` is written through the link `\(way)`",
                place.inside(name))
        }
    }

    private mutating func inspectTarMember(
        _ header: TarHeader, name: String, link: String, _ body: Bytes, at place: Place
    ) {
        noteMemberPath(name, at: place)
        switch header.kind {
        case .link:
            refer(.archiveLink, link, place)
            let folder = name.split(separator: "/").dropLast().joined(separator: "/")
            let target = header.isHardLink || link.hasPrefix("/") ? link : "\(folder)/\(link)"
            let leads = PathRules.leaves(
                target.hasPrefix("/") && !link.hasPrefix("/")
                    ? String(target.dropFirst()) : target)
            add(
                .memberLink, leads ? "leads out of the folder, to `\(link)`" : "to `\(link)`", place
            )
        case .device: add(.memberDevice, "a device or pipe", place)
        case .file where body.count > 0: inspect(body, name: name, at: place)
        case .file, .folder, .longName, .longLink, .pax: break
        }
    }
}

/// One header of 512 bytes.
struct TarHeader {
    enum Kind { case file, folder, link, device, longName, longLink, pax }

    let name: String
    let link: String
    let size: Int
    let kind: Kind
    let isHardLink: Bool

    /// `nil` at the end of the archive, and where no header is.
    init?(_ bytes: Bytes, at offset: Int) {
        guard let head = bytes.exactly(at: offset, count: 512), FormatSniffer.isTar(head),
            let size = Self.number(head[124..<136])
        else { return nil }
        let prefix = head[257..<262].elementsEqual("ustar".utf8) ? Self.text(head[345..<500]) : ""
        let stem = Self.text(head[0..<100])
        name = prefix.isEmpty || head[263] == 0x20 ? stem : "\(prefix)/\(stem)"
        link = Self.text(head[157..<257])
        kind = Self.kind(head[156])
        isHardLink = head[156] == UInt8(ascii: "1")
        self.size = kind == .link || kind == .device || kind == .folder ? 0 : size
    }

    private static func kind(_ flag: UInt8) -> Kind {
        switch flag {
        case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .device
        case UInt8(ascii: "5"): .folder
        case UInt8(ascii: "L"): .longName
        case UInt8(ascii: "K"): .longLink
        case UInt8(ascii: "x"), UInt8(ascii: "g"): .pax
        default: .file
        }
    }

    private static func text(_ field: some Sequence<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or GNU's binary form.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if field.first == 0x80 {
            let value = Array(field.suffix(8)).bigEndian
            return value < 1 << 60 ? Int(value) : nil
        }
        let digits = field.filter { (0x30...0x37).contains($0) }
        return digits.count <= 12 ? digits.reduce(0) { $0 * 8 + Int($1 - 0x30) } : nil
    }

    /// Bytes of a long name or of pax records.
    private static let textLimit = 1 << 16

    func text(of body: Bytes) -> String {
        Self.text(body.array(at: 0, count: Self.textLimit))
    }

    /// The value of a record `12 path=…\n`.
    func paxValue(_ key: String, of body: Bytes) -> String? {
        let records = String(decoding: body.array(at: 0, count: Self.textLimit), as: UTF8.self)
        for line in records.split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { continue }
            let record = line[line.index(after: space)...]
            if record.hasPrefix(key + "=") { return String(record.dropFirst(key.count + 1)) }
        }
        return nil
    }
}
