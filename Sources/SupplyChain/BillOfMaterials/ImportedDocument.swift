package import Transparency

/// A bill of materials or an attestation of somebody else, and who is seen to have signed it.
package struct ImportedDocument: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case inventory(ImportedInventory)
        case attestation(ImportedAttestation)
    }

    package enum Signature: Sendable, Hashable {
        /// Nobody signed it, or nobody said whose key to check.
        case unchecked
        /// By identifier, the keys among those named that signed it.
        case checked(keys: [String])
    }

    package let content: Content
    package let signature: Signature

    /// 16 MiB, depth 128, 2 Mi values.
    package static let limits = JSONLimits(byteCountMax: 16 << 20, valueCountMax: 2 << 20)

    /// Reads CycloneDX 1.4 to 1.7, SPDX 2.2, 2.3 and 3.0 in JSON, and in-toto statements, as they
    /// are, in a DSSE envelope, or in a bundle of Sigstore's.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - keys: Whose signature must be on it; empty when none is asked for, and then a signature
    ///     that is there is not looked at.
    /// - Throws: ``ImportError``; a signature that is not by one of the keys too.
    /// - Complexity: O(bytes).
    package init(parsing bytes: [UInt8], signedBy keys: [VerifyingKey] = []) throws(ImportError) {
        let json = try Self.parse(bytes)
        guard let envelope = try Self.envelope(json) else {
            guard keys.isEmpty else { throw .notSigned }
            signature = .unchecked
            content = try Self.content(json)
            return
        }
        do throws(EnvelopeError) {
            let signers = keys.isEmpty ? nil : try envelope.verified(by: keys)
            signature = signers.map { .checked(keys: $0.map(\.keyID)) } ?? .unchecked
        } catch { throw .envelope(error) }
        guard envelope.payloadType == StatementV1.payloadType else {
            throw .envelope(.unexpectedPayloadType(envelope.payloadType))
        }
        content = .attestation(try StatementReader(try Self.parse(envelope.payload)).attestation())
    }

    private static func parse(_ bytes: [UInt8]) throws(ImportError) -> JSON {
        do throws(JSONError) { return try JSON(parsing: bytes, limits: limits) } catch {
            throw .json(error)
        }
    }

    /// `nil` when it is none.
    private static func envelope(_ json: JSON) throws(ImportError) -> DSSEEnvelope? {
        let bare = json["payloadType"].map { _ in json }
        guard let form = json["dsseEnvelope"] ?? bare else { return nil }
        do throws(EnvelopeError) { return try DSSEEnvelope(form) } catch { throw .envelope(error) }
    }

    private static func content(_ json: JSON) throws(ImportError) -> Content {
        if json["_type"] != nil { return .attestation(try StatementReader(json).attestation()) }
        return .inventory(try inventory(json))
    }

    /// The bill of any form that is read.
    static func inventory(_ json: JSON) throws(ImportError) -> ImportedInventory {
        if json["bomFormat"] != nil { return try CycloneDXReader(json).inventory() }
        if json["spdxVersion"] != nil { return try SPDX2Reader(json).inventory() }
        if json["@context"] != nil { return try SPDXReader(json).inventory() }
        throw .unknownForm
    }

    /// What it is about.
    package var subjects: [ImportedSubject] {
        switch content {
        case .inventory(let inventory): inventory.subjects
        case .attestation(let attestation): attestation.subjects
        }
    }
}

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
