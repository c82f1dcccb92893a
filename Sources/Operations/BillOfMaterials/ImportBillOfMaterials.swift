package import Governance
import Ledger
import SupplyChain
package import Transparency

/// Takes in somebody else's bill of materials or attestation as evidence about a version.
///
/// INVARIANT: it is `verified` exactly when a key that was named signed it, and it is about the
/// version's own digests; that the key is to be believed is for a policy to say, which finds its
/// identifier in `signers`. Anything else is `declared`.
package struct ImportBillOfMaterials: Operation {
    package let version: VersionName
    /// The bytes of the document.
    package let document: String
    /// A public key in PEM that must have signed it.
    package let key: String?
    package let expiresAt: Instant?
    package let by: Actor

    package static let permission = Permission.addEvidence
    package var object: OperationObject { .subject(version.subject) }

    package init(
        version: VersionName, document: String, key: String?, expiresAt: Instant?, by: Actor
    ) {
        self.version = version
        self.document = document
        self.key = key
        self.expiresAt = expiresAt
        self.by = by
    }

    /// - Throws: A refusal when it is not signed by the key, or is about other digests; a fault when
    ///   it does not read.
    package func run(on platform: Platform) async throws -> Evidence {
        let read = try read()
        return try await platform.perform { turn in
            try await self.add(read, in: &turn, on: platform)
        }.value
    }

    private func read() throws(Failure) -> ImportedDocument {
        var keys: [VerifyingKey] = []
        if let key {
            do throws(KeyError) { keys = [try VerifyingKey(pem: key)] } catch {
                throw .fault("bad_key", "the key does not read: \(error)")
            }
        }
        do throws(ImportError) {
            return try ImportedDocument(parsing: Array(document.utf8), signedBy: keys)
        } catch {
            switch error {
            case .notSigned, .envelope(.notSignedByKnownKey):
                throw .refused("not_signed", "the document is not signed by the key: \(error)")
            case .json, .unknownForm, .unsupportedVersion, .malformed, .tooMany, .envelope:
                throw .fault("bad_document", "the document cannot be taken in: \(error)")
            }
        }
    }

    private func add(
        _ read: ImportedDocument, in turn: inout Turn, on platform: Platform
    ) async throws -> Evidence {
        let version = try await turn.version(self.version).1
        let artifacts = try await turn.artifacts(of: self.version)
        let named = try SubjectMatch(read.subjects, version.composition)
            .parts(artifacts, in: platform.blobs)
        let about = try parts(named, read, of: version)
        var predicate = read.json.objectValue ?? [:]
        predicate["named"] = .array(Set(named.map(\.role)).sorted().map { .string($0.rawValue) })
        predicate["document"] = .string(
            try platform.blobs.put(Array(document.utf8)).description)
        let addition = AddEvidence(
            version: self.version, kind: read.kind,
            grade: read.signers.isEmpty ? .declared : .verified, predicate: .object(predicate),
            lookedAt: .parts(about), expiresAt: expiresAt, by: by)
        return try await addition.add(in: &turn, on: platform)
    }

    /// The parts that the document names by digest; a bill that names none is taken to be of the
    /// whole version, as whoever hands it in says.
    private func parts(
        _ named: [Part], _ read: ImportedDocument, of version: Version
    ) throws(Failure) -> [Part] {
        guard named.isEmpty else { return named }
        guard case .inventory = read.content, read.signers.isEmpty else {
            throw .refused(
                "other_digest",
                "the document is about other digests than those of `\(version.name.short)`")
        }
        return version.composition.parts
    }
}

/// Which parts of a version the subjects of a document are.
private struct SubjectMatch {
    private let digests: Set<Digest>
    private let composition: Composition

    init(_ subjects: [ImportedSubject], _ composition: Composition) {
        digests = Set(subjects.compactMap(\.digest))
        self.composition = composition
    }

    /// All parts for the root; a file by its digest; a folder by its manifest's, or when all its
    /// files are among the subjects.
    func parts(_ artifacts: [Artifact], in blobs: BlobFolder) throws(Failure) -> [Part] {
        if digests.contains(composition.root) { return composition.parts }
        var named: [Part] = []
        for artifact in artifacts where try isNamed(artifact, in: blobs) {
            named.append(artifact.part)
        }
        return named
    }

    private func isNamed(_ artifact: Artifact, in blobs: BlobFolder) throws(Failure) -> Bool {
        if digests.contains(artifact.part.digest) { return true }
        guard artifact.isFolder else { return false }
        let files = try artifact.manifest(in: blobs).entries
        return !files.isEmpty && files.allSatisfy { digests.contains($0.digest) }
    }
}

extension ImportedDocument {
    /// Which kind of evidence it is.
    fileprivate var kind: EvidenceKind {
        guard case .attestation(let attestation) = content else { return .aibom }
        switch attestation.claim {
        case .inventory: return .aibom
        case .vulnerabilities: return .scanReport
        case .provenance: return .lineage
        case .verification, .tests, .other: return .attestation
        }
    }
}
