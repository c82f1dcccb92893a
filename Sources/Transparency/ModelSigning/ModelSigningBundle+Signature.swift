extension ModelSigningBundle {
    /// Checks that a key signed the envelope, also as model_signing 0.2 did.
    ///
    /// - Throws: ``ModelSigningError/envelope(_:)``.
    package func checkSignature(by key: VerifyingKey) throws(ModelSigningError) {
        do {
            try envelope.verified(by: [key])
        } catch {
            guard isSignedAsIn02(by: key) else { throw .envelope(error) }
        }
    }

    /// Whether the key signed the text that model_signing 0.2 made by mistake.
    ///
    /// It has an upper-case `V`, and the payload as Python shows bytes. With certificates it was
    /// hashed with SHA-256 on any curve. The reference accepts it still. Nothing else reads as that
    /// text does, so that to accept it opens no way to another payload.
    private func isSignedAsIn02(by key: VerifyingKey) -> Bool {
        let (type, payload) = (envelope.payloadType, envelope.payload)
        let start = "DSSEV1 \(type.utf8.count) \(type) \(payload.count) "
        let message = Array(start.utf8) + PythonBytes.shown(payload)
        return envelope.signatures.contains { signature in
            if case .certificateChain = signer {
                key.isValid(signature: signature.bytes, forSHA256Of: message)
            } else {
                key.isValid(signature: signature.bytes, for: message)
            }
        }
    }
}

/// Bytes as Python 3 shows them, `b'…'`.
///
/// Source: the Python Language Reference, 2.4.1 "String and Bytes literals", and `repr(bytes)`.
enum PythonBytes {
    static func shown(_ bytes: [UInt8]) -> [UInt8] {
        let single = UInt8(ascii: "'")
        let double = UInt8(ascii: "\"")
        let quote = bytes.contains(single) && !bytes.contains(double) ? double : single
        var text: [UInt8] = [UInt8(ascii: "b"), quote]
        text.reserveCapacity(bytes.count + bytes.count / 8 + 3)
        for byte in bytes { append(byte, quote, to: &text) }
        text.append(quote)
        return text
    }

    private static func append(_ byte: UInt8, _ quote: UInt8, to text: inout [UInt8]) {
        switch byte {
        case quote, UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\t"): text += "\\t".utf8
        case UInt8(ascii: "\n"): text += "\\n".utf8
        case UInt8(ascii: "\r"): text += "\\r".utf8
        case 0x20..<0x7F: text.append(byte)
        default: text += "\\x\(Hex.encode([byte]))".utf8
        }
    }
}
