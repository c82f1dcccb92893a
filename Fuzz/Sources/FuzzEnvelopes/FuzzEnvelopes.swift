import Glibc
import LibFuzzer
import Transparency

@main
struct FuzzEnvelopes {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// What is read as an envelope or a model signature writes back as the same value.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: input, as: UTF8.self)
    if let key = try? VerifyingKey(pem: text) {
        precondition((try? VerifyingKey(pem: key.pem))?.keyID == key.keyID, "a key changes")
    }
    if let key = try? SigningKey(pem: text) {
        precondition((try? SigningKey(pem: key.pem))?.keyID == key.keyID, "a key changes")
    }
    guard let json = try? JSON(parsing: input) else { return 0 }
    if let envelope = try? DSSEEnvelope(json) {
        precondition((try? DSSEEnvelope(envelope.json)) == envelope, "an envelope changes")
        _ = try? envelope.unverifiedStatement()
        if let key { _ = try? envelope.verified(by: [key]) }
    }
    if let statement = try? StatementV1(json) {
        precondition((try? StatementV1(statement.json)) == statement, "a statement changes")
        checkManifest(statement)
    }
    if let bundle = try? ModelSigningBundle(json) {
        precondition((try? ModelSigningBundle(bundle.json)) == bundle, "a bundle changes")
        if let key { _ = try? bundle.verified(by: key) }
        _ = try? bundle.unverifiedManifest.differences(from: [], others: ["a"])
    }
    return 0
}

/// A statement inside an envelope is base64, which a fuzzer hardly gets through: try it as it is.
private func checkManifest(_ statement: StatementV1) {
    let envelope = DSSEEnvelope(
        payloadType: StatementV1.payloadType, payload: statement.json.canonicalBytes,
        signatures: [.init(keyID: nil, bytes: [0])])
    let bundle = try? ModelSigningBundle([
        "mediaType": .string(ModelSigningBundle.mediaType), "dsseEnvelope": envelope.json,
        "verificationMaterial": ["publicKey": [:]],
    ])
    guard let manifest = bundle?.unverifiedManifest, let files = try? manifest.files() else {
        return
    }
    let unignored = files.filter { !manifest.ignores($0.path) }
    let differences = try? manifest.differences(from: files)
    precondition(differences?.count == files.count - unignored.count, "signed files differ")
}

private let key = try? VerifyingKey(
    pem: """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmK6ceJ/b5t5a2UBGpU3RFbLdKYZN
        HM2bY1lL5fVU0VB3tGtBHt3nu6lz7XX0SBAwDFFZpgsUVBg0lZgDCTaxEg==
        -----END PUBLIC KEY-----
        """)
