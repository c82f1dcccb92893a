/// What a name says, and what contents say that no parser is for.
extension Inspection {
    /// Control characters and changes of writing direction in a name.
    mutating func inspectName(_ name: String, at place: Place = Place()) {
        let odd = name.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
        if odd { add(.nameControl, "a control or direction character in the name", place) }
    }

    mutating func inspectOther(_ bytes: Bytes, format: FileFormat, name: String, at place: Place) {
        switch format {
        case .elf, .portableExecutable, .machO, .androidCode, .shortcut:
            guard !expectation.isOwnCode(name) else { return }
            add(.executable, format.rawValue, place)
        case .rds: inspectRDS(bytes, at: place)
        case .torch7: add(.objectCode, "Torch7 files may hold Lua functions", place)
        case .tensorRT: inspectEngine(bytes, at: place)
        case .pdf:
            let head = bytes.array(at: 0, count: 1 << 20)
            if let start = PickleTrial.firstPickle(in: Bytes(head), limits: limits) {
                add(.polyglot, "a pickle inside", place.at(start))
            }
        case .image: break
        case .rar: trouble(.rar, "RAR archives are not unpacked", place)
        default: inspectUnknown(bytes, name: name, at: place)
        }
    }

    /// R's serialized promises run when they are looked at (CVE-2024-27322).
    private mutating func inspectRDS(_ bytes: Bytes, at place: Place) {
        let head = bytes.array(at: 0, count: 1 << 20)
        let promises = head.indices.dropLast(3).filter {
            head[$0] == 0 && head[$0 + 1] == 0 && head[$0 + 3] == 5
        }
        if let first = promises.first { return add(.objectCode, "an R promise", place.at(first)) }
        // The flags of the first object end with its type: closures are 3, byte code 21.
        let header =
            head.starts(with: [0x58, 0x0A, 0, 0, 0, 3])
            ? 18 + Int(Array(head.dropFirst(14).prefix(4)).bigEndian) : 14
        if header + 3 < head.count, [3, 5, 6, 21].contains(head[header + 3]) {
            add(.objectCode, "an R function", place.at(header))
        }
    }

    /// A serialized engine with a plugin library inside.
    private mutating func inspectEngine(_ bytes: Bytes, at place: Place) {
        let head = bytes.array(at: 0, count: 16 << 20)
        if let elf = head.firstIndex(of: [0x7F, 0x45, 0x4C, 0x46]) {
            add(.objectCode, "an ELF library inside the engine", place.at(elf))
        }
    }

    /// No format was recognised.
    ///
    /// A model's name makes that a trouble.
    private mutating func inspectUnknown(_ bytes: Bytes, name: String, at place: Place) {
        guard let claim = NameClaim(name), claim.isModel, !isFingerprint(bytes) else { return }
        trouble(
            nil, "the contents are in no known format, though the name says \(claim.word)", place)
    }

    /// TensorFlow's `fingerprint.pb`: numbers alone.
    private func isFingerprint(_ bytes: Bytes) -> Bool {
        var reader = ProtobufReader(bytes.slice(at: 0, count: 1_024))
        var count = 0
        while let field = reader.next() {
            guard field.message.map({ $0.count <= 64 }) ?? true, field.number < 16 else {
                return false
            }
            count += 1
        }
        return count > 0 && reader.fault == nil && bytes.count <= 1_024
    }

    // MARK: What stands behind

    /// A second file behind the first, which another reader would find.
    ///
    /// An archive before `end`, where what was read ends, is part of it.
    mutating func readTail(
        _ bytes: Bytes, behind format: FileFormat, from end: Int, at place: Place
    ) {
        switch format {
        case .zip, .tensorRecord: return
        default: break
        }
        let size = min(bytes.count - min(end, bytes.count), 1 << 17)
        let start = bytes.count - size
        let tail = bytes.array(at: start, count: size)
        guard let record = tail.firstIndex(of: [0x50, 0x4B, 5, 6]) else { return }
        let directory = ZipDirectory(bytes, entryLimit: 8)
        guard directory.directoryCount > 0,
            directory.entries.contains(where: { $0.dataOffset != nil })
        else { return }
        add(.polyglot, "\(format.rawValue) and a zip archive", place.at(start + record))
        inspectZip(bytes, name: "", at: place.inside("zip archive"))
    }
}
