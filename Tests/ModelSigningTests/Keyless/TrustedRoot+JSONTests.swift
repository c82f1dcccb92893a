import Testing
import Transparency

@testable import ModelSigning

@Suite struct TrustedRootJSONTests {
    @Test func `Sigstore's public trust root is read, with the keys that it names`() throws {
        let root = try TrustedRoot(parsing: Vectors.bytes("trusted_root.json"))
        #expect(root.logs.map { $0.key != nil } == [true, false])
        #expect(root.logs.map(\.keyKind) == ["PKIX_ECDSA_P256_SHA_256", "PKIX_ED25519"])
        #expect(root.certificateLogs.count == 2)
        #expect(root.authorities.count == 2)
        let old = root.certificateLogs[0].period
        #expect(old.contains(Instant(at: "2022-10-31T23:59:59.999Z")))
        #expect(!old.contains(Instant(at: "2022-11-01T00:00:00Z")))
        #expect(throws: KeylessError.unsupportedLogKey(kind: "PKIX_ED25519")) {
            try root.logs[1].key(at: Instant(at: "2026-01-01"), for: "log")
        }
    }

    @Test func `a client's trust configuration is read for the root in it`() throws {
        let root = try JSON(parsing: Vectors.bytes("trusted_root.json"))
        let client: JSON = ["mediaType": "x", "trustedRoot": root]
        #expect(try TrustedRoot(parsing: client.canonicalBytes).logs.count == 2)
    }

    @Test func `a malformed field is named`() throws {
        let root = try JSON(parsing: Vectors.bytes("trusted_root.json"))
        let cases: [(JSON, KeylessError)] = [
            (root.replacing("mediaType", with: "x"), .unsupportedTrustRoot(mediaType: "x")),
            (root.replacing("tlogs", with: 1), .malformedTrustRoot(field: "tlogs")),
            (
                root.replacing("tlogs", "0", "publicKey", "rawBytes", with: "!"),
                .malformedTrustRoot(field: "tlogs.publicKey.rawBytes")
            ),
            (
                root.replacing("ctlogs", "0", "logId", "keyId", with: "AAAA"),
                .malformedTrustRoot(field: "ctlogs.logId.keyId")
            ),
            (
                root.replacing("certificateAuthorities", "0", "validFor", "start", with: "soon"),
                .malformedTrustRoot(field: "certificateAuthorities.validFor.start")
            ),
            (
                root.replacing("certificateAuthorities", "0", "certChain", with: [:]),
                .malformedTrustRoot(field: "certificateAuthorities.certChain.certificates")
            ),
        ]
        for (json, error) in cases {
            #expect(throws: error) { try TrustedRoot(parsing: json.canonicalBytes) }
        }
        #expect(throws: KeylessError.malformedTrustRoot(field: "JSON")) {
            try TrustedRoot(parsing: [])
        }
    }

    @Test func `mutated trust roots are read or refused`() throws {
        let bytes = try Vectors.bytes("trusted_root.json")
        var random = SeededRandom()
        for _ in 0..<300 { _ = try? TrustedRoot(parsing: random.mutated(bytes)) }
    }
}
