import Governance
package import ModelSigning
package import Transparency

/// Are these the files that a signature covers, and does whoever made it count? Needs neither
/// ledger nor home.
package struct VerifyFolder: Sendable {
    /// By what a signer is known, in files.
    package enum Trust: Sendable {
        /// A public key, as PEM.
        case key(file: String)
        /// Roots, and perhaps issuers below them, as PEM.
        case certificates(files: [String], CertificateMoment)
        /// Sigstore's services, as its `trusted_root.json` lists them.
        case identity(SigstoreIdentity, trustRootFile: String)
    }

    /// The model's folder, or its one file.
    package var path: String
    package var trust: Trust
    /// The signature; `model.sig` in the folder, or the file's name and `.sig`, unless given.
    package var bundleFile: String?
    /// Paths that do not count, besides those that the signature names.
    package var ignored: [String] = []
    /// Whether files may stand there that were not signed.
    package var ignoresUnsigned = false
    package var followsLinks = false

    package init(path: String, trust: Trust) {
        self.path = path
        self.trust = trust
    }

    package struct Outcome: Sendable, Equatable {
        package let bundleFile: String
        /// Why the signature does not count; then nothing was compared.
        package let refusal: String?
        package let differences: [FileDifference]
        /// `nil` when the signature does not count.
        package let signer: VerifiedSigner?
        package let fileCount: Int

        package var isVerified: Bool { refusal == nil && differences.isEmpty }
    }

    /// - Throws: A fault when something does not read, or cannot be judged.
    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> Outcome {
        let paths = try ModelPaths(path)
        let expected = try expectedSigner()
        let file = bundleFile ?? paths.signature
        let bytes = try FileBytes.read(file)
        let verified: VerifiedModelSignature
        do throws(SignatureRefusal) {
            verified = try await Self.signature(bytes).verified(by: expected)
        } catch {
            guard error.isRefusal else {
                throw Failure.fault("bad_bundle", "`\(file)` cannot be verified: \(error)")
            }
            return Outcome(
                bundleFile: file, refusal: "\(error)", differences: [], signer: nil, fileCount: 0)
        }
        let differences = try await differences(verified.manifest, paths, file, progress)
        return Outcome(
            bundleFile: file, refusal: nil, differences: differences, signer: verified.signer,
            fileCount: try Self.judged { () throws(ModelSigningError) in
                try verified.manifest.fingerprints().count
            })
    }

    private static func signature(
        _ bytes: [UInt8]
    ) throws(SignatureRefusal) -> ModelSigningBundle {
        do { return try ModelSigningBundle(parsing: bytes) } catch { throw .bundle(error) }
    }

    private func differences(
        _ manifest: ModelManifest, _ paths: ModelPaths, _ bundleFile: String,
        _ progress: (@Sendable (Int) -> Void)?
    ) async throws -> [FileDifference] {
        // Refuse what cannot be compared before hashing what may be many gigabytes.
        let signed = try Self.judged { () throws(ModelSigningError) in
            Set(try manifest.fingerprints().map { Array($0.path.utf8) })
        }
        let own = paths.relative(bundleFile).map { [$0] } ?? []
        let ignoring = IgnoredPaths(
            try paths.ignored(ignored) + own + manifest.ignoredPaths)
        let folders = ignoresUnsigned ? Self.folders(of: signed) : nil
        let reading = ModelFolderReading(
            root: paths.root, followsLinks: followsLinks,
            ignores: { path in
                let bytes = Array(path.utf8)
                let isUnsigned = folders.map { !signed.contains(bytes) && !$0.contains(bytes) }
                return ignoring.contains(path) || isUnsigned == true
            }, progress: progress)
        let contents = try await reading.contents(manifest.method)
        let ignoresUnsigned = ignoresUnsigned
        return try Self.judged { () throws(ModelSigningError) in
            try manifest.differences(from: contents, ignoringUnsigned: ignoresUnsigned)
        }
    }

    /// The folders in which something signed stands.
    private static func folders(of paths: Set<[UInt8]>) -> Set<[UInt8]> {
        var folders: Set<[UInt8]> = []
        for path in paths {
            for index in path.indices where path[index] == UInt8(ascii: "/") {
                folders.insert(Array(path[..<index]))
            }
        }
        return folders
    }

    private static func judged<Answer>(
        _ judge: () throws(ModelSigningError) -> Answer
    ) throws(Failure) -> Answer {
        do { return try judge() } catch {
            throw .fault("bad_bundle", "the files cannot be compared: \(error)")
        }
    }

    private func expectedSigner() throws(Failure) -> ExpectedSigner {
        switch trust {
        case .key(let file):
            let pem = try FileBytes.text(file)
            do { return .key(try VerifyingKey(pem: pem)) } catch {
                throw .fault("bad_key", "`\(file)` is no public key: \(error)")
            }
        case .certificates(let files, let moment):
            let pem = try files.map { file throws(Failure) in try FileBytes.text(file) }
            do {
                return .certificateHolder(
                    try CertificateTrust(pem: pem.joined(separator: "\n")), moment)
            } catch {
                throw .fault(
                    "bad_certificate", "\(files.inBackticks) cannot be trusted: \(error)")
            }
        case .identity(let identity, let file):
            let bytes = try FileBytes.read(file)
            do { return .identity(identity, try TrustedRoot(parsing: bytes)) } catch {
                throw .fault("bad_trust_root", "`\(file)` is no trust root: \(error)")
            }
        }
    }
}
