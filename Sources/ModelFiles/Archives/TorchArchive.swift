/// torch's zip: a folder with `data.pkl`, and tensors as records beside it.
enum TorchArchive {
    /// The folders that hold a `data.pkl` or `constants.pkl`.
    static func roots(_ names: [String]) -> [String] {
        let ends = ["data.pkl", "constants.pkl"]
        let roots = names.compactMap { name in
            ends.first { name == $0 || name.hasSuffix("/\($0)") }.map {
                String(name.dropLast($0.count))
            }
        }
        return Array(Set(roots)).sorted().prefix(16).map { $0 }
    }

    /// Whether a member is raw storage that torch never unpickles.
    static func isRecord(_ name: String, root: String) -> Bool {
        guard name.hasPrefix(root) else { return false }
        let parts = name.dropFirst(root.count).split(separator: "/")
        return parts.count == 2 && (parts[0] == "data" || parts[0] == "constants")
            && parts[1].allSatisfy { $0.isNumber }
    }

    /// Bytes of an element, by the storage's type; `nil` for types that are not known.
    static func elementSize(_ type: String) -> Int? {
        switch type {
        case "DoubleStorage", "LongStorage", "ComplexFloatStorage": 8
        case "FloatStorage", "IntStorage", "QInt32Storage": 4
        case "HalfStorage", "BFloat16Storage", "ShortStorage": 2
        case "ByteStorage", "CharStorage", "BoolStorage", "QInt8Storage", "QUInt8Storage",
            "UntypedStorage":
            1
        case "ComplexDoubleStorage": 16
        default: nil
        }
    }
}

extension Inspection {
    /// Whether each storage that the pickle asks for is there, and large enough.
    mutating func checkStorages(
        _ entries: [ZipDirectory.Entry], root: String, at place: Place
    ) {
        let sizes = Dictionary(
            entries.map { ($0.name, $0.method == 0 ? $0.packedSize : $0.size) }
        ) { _, last in last }
        let pickle = place.inside(root + "data.pkl")
        let members = pickle.members
        var noted: Set<String> = []
        for storage in facts.storages where storage.place.members == members {
            let record = root + "data/" + storage.key
            guard noted.insert(storage.key).inserted else { continue }
            guard let size = sizes[record] else {
                add(.recordMissing, "storage `\(storage.key)` has no record", pickle)
                continue
            }
            guard let element = TorchArchive.elementSize(storage.type) else { continue }
            let (needed, overflow) = storage.elementCount.multipliedReportingOverflow(by: element)
            if overflow || needed > size || storage.elementCount < 0 {
                let says = "`\(storage.key)` says \(storage.elementCount) elements"
                add(.storageOutOfRecord, "\(says), its record has \(size) bytes", pickle)
            }
        }
    }
}
