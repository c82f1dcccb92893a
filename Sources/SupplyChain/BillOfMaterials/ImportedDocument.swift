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
