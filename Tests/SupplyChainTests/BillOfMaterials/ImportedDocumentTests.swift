import Testing
import Transparency

@testable import SupplyChain

struct ImportedDocumentTests {
    private static let bill = CycloneDXWriter(BillSamples.full).json
    private static let statement = StatementV1(
        subjects: [.init(name: "model", digest: BillSamples.digest("weights"))],
        predicateType: "https://cyclonedx.org/bom", predicate: bill)

    @Test func `a signature by the key that was named is checked`() throws {
        let key = SigningKey.generate()
        let envelope = try Self.statement.signed(by: [key]).json.canonicalBytes
        let read = try ImportedDocument(parsing: envelope, signedBy: [key.verifyingKey])
        #expect(read.signature == .checked(keys: [key.verifyingKey.keyID]))
        #expect(read.subjects.map(\.digest) == [BillSamples.digest("weights")])
        let unchecked = try ImportedDocument(parsing: envelope)
        #expect(unchecked.signature == .unchecked)
        #expect(unchecked.content == read.content)
    }

    @Test func `a signature by another key, or none, is refused when a key was named`() throws {
        let (key, other) = (SigningKey.generate(), SigningKey.generate())
        let envelope = try Self.statement.signed(by: [key]).json.canonicalBytes
        #expect(throws: ImportError.envelope(.notSignedByKnownKey(accepted: 0, threshold: 1))) {
            try ImportedDocument(parsing: envelope, signedBy: [other.verifyingKey])
        }
        #expect(throws: ImportError.notSigned) {
            try ImportedDocument(
                parsing: Self.bill.canonicalBytes, signedBy: [key.verifyingKey])
        }
    }

    @Test func `a bundle's envelope is read as one`() throws {
        let key = SigningKey.generate()
        let envelope = try Self.statement.signed(by: [key]).json
        let bundle: JSON = [
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": [:], "dsseEnvelope": envelope,
        ]
        let read = try ImportedDocument(
            parsing: bundle.canonicalBytes, signedBy: [key.verifyingKey])
        #expect(read.signature == .checked(keys: [key.verifyingKey.keyID]))
    }

    @Test(arguments: ["{}", "[]", "1", #"{"a":1}"#])
    func `what is none of the forms is said to be none`(_ text: String) {
        #expect(throws: ImportError.unknownForm) {
            try ImportedDocument(parsing: Array(text.utf8))
        }
    }

    @Test func `mutations are read or refused`() throws {
        let key = SigningKey.generate()
        let spdx2 = SPDX2ReaderTests.document
        let seeds =
            [
                BillSamples.empty, BillSamples.full,
            ].flatMap { [CycloneDXWriter($0).json.canonical, SPDXWriter($0).json.canonical] } + [
                spdx2, Self.statement.json.canonical,
                try Self.statement.signed(by: [key]).json.canonical,
                StatementReaderTests.provenance, StatementReaderTests.summary,
                StatementReaderTests.scan,
            ]
        var read = 0
        for bytes in Mutations(seeds: seeds, count: 10_000)
        where (try? ImportedDocument(parsing: bytes)) != nil {
            read += 1
        }
        #expect(read > 100)
    }
}
