import Transparency

/// Reading members of foreign JSON, within bounds.
struct ImportedJSON {
    static let listCountMax = 100_000
    static let textByteCountMax = 64 << 10

    let json: JSON
    /// How the document's readers would find it, for messages.
    let path: String

    init(_ json: JSON, _ path: String) {
        self.json = json
        self.path = path
    }

    private func fault(_ name: String) -> ImportError {
        .malformed(field: path.isEmpty ? name : "\(path).\(name)")
    }

    /// `nil` when it is missing or `null`.
    func text(_ name: String) throws(ImportError) -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let text = value.stringValue, text.utf8.count <= Self.textByteCountMax else {
            throw fault(name)
        }
        return text
    }

    /// The first of these members that is there.
    func text(anyOf names: String...) throws(ImportError) -> String? {
        for name in names {
            if let text = try text(name) { return text }
        }
        return nil
    }

    func required(_ name: String) throws(ImportError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw fault(name) }
        return text
    }

    /// Empty when it is missing or `null`.
    func list(_ name: String) throws(ImportError) -> [ImportedJSON] {
        guard let value = json[name], !value.isNull else { return [] }
        guard let items = value.arrayValue else { throw fault(name) }
        guard items.count <= Self.listCountMax else {
            throw .tooMany(what: "entries in `\(name)`", max: Self.listCountMax)
        }
        let inner = path.isEmpty ? name : "\(path).\(name)"
        return items.map { ImportedJSON($0, inner) }
    }

    /// Empty when it is missing or `null`; a text alone is a list of one.
    func texts(_ name: String) throws(ImportError) -> [String] {
        if let one = json[name]?.stringValue { return [one] }
        return try list(name).map { item throws(ImportError) in
            guard let text = item.json.stringValue, text.utf8.count <= Self.textByteCountMax else {
                throw .malformed(field: item.path)
            }
            return text
        }
    }

    /// An object without members when it is missing or `null`.
    func object(_ name: String) throws(ImportError) -> ImportedJSON {
        let inner = path.isEmpty ? name : "\(path).\(name)"
        guard let value = json[name], !value.isNull else { return ImportedJSON([:], inner) }
        guard value.objectValue != nil else { throw fault(name) }
        return ImportedJSON(value, inner)
    }

    /// Texts by name; empty when it is missing.
    func map(_ name: String) throws(ImportError) -> [String: String] {
        let members = try object(name).json.objectValue ?? [:]
        let texts = members.compactMapValues(\.stringValue)
        guard texts.count == members.count else { throw fault(name) }
        return Dictionary(texts.map { ($0.asciiLowercased, $1) }) { first, _ in first }
    }

    /// A package URL that must read where there is one.
    func url(_ name: String) throws(ImportError) -> PackageURL? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let url = PackageURL(text) else { throw fault(name) }
        return url
    }

    /// A hash by an algorithm that we know; one that does not fit its algorithm is a fault.
    func hash(_ algorithm: String, _ value: String) throws(ImportError) -> ComponentHash? {
        let name = try required(algorithm)
        guard let known = ComponentHash.Algorithm(anySpelling: name) else { return nil }
        guard let hash = ComponentHash(known, hex: try required(value)) else { throw fault(value) }
        return hash
    }
}

extension Sequence {
    /// `compactMap` that keeps the type of the error.
    func compactRead<Value>(
        _ read: (Element) throws(ImportError) -> Value?
    ) throws(ImportError) -> [Value] {
        var values: [Value] = []
        for element in self {
            if let value = try read(element) { values.append(value) }
        }
        return values
    }
}
