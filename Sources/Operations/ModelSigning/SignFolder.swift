import ModelSigning
package import Transparency

/// Signs a model's files, as OpenSSF Model Signing does.
///
/// Needs neither ledger nor home.
package struct SignFolder: Sendable {
    /// The model's folder, or its one file.
    package var path: String
    /// The private key, as PEM.
    package var keyFile: String
    /// The key's certificate, as PEM.
    package var certificateFile: String?
    /// What leads from it to a root, as PEM.
    package var chainFiles: [String] = []
    /// Where the signature goes; `model.sig` in the folder, or the file's name and `.sig`.
    package var outputFile: String?
    /// The model's name; its path's last component, unless given.
    package var name: String?
    /// Paths that are not signed, relative to the working directory or to the model.
    package var ignored: [String] = []
    package var followsLinks = false

    package init(path: String, keyFile: String) {
        self.path = path
        self.keyFile = keyFile
    }

    package struct Outcome: Sendable, Equatable {
        package let bundleFile: String
        package let name: String
        package let fileCount: Int
        package let byteCount: Int
        /// The key's hash, which verifiers look for.
        package let keyID: String
        /// The certificate's subject, if one signs.
        package let subject: String?
    }

    /// Reads the files and writes the signature.
    ///
    /// `now`: When it is signed; the certificate must be valid then.
    /// - Throws: A refusal for what may not be signed, a fault when something does not read.
    package func run(
        now: Instant, progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> Outcome {
        let paths = try ModelPaths(path)
        let signer = try signer(at: now)
        let output = outputFile ?? paths.signature
        let ignored = try paths.ignored(ignored) + (paths.relative(output).map { [$0] } ?? [])
        let ignoring = IgnoredPaths(ignored)
        let reading = ModelFolderReading(
            root: paths.root, followsLinks: followsLinks, ignores: { ignoring.contains($0) },
            progress: progress)
        let contents = try await reading.contents(.files)
        try Self.refuseWhatIsNoFile(contents)
        let files = contents.files.compactMap { file in
            file.digests.first.map { (path: file.path, digest: $0) }
        }
        let bundle: ModelSigningBundle
        do {
            bundle = try ModelSigningBundle(
                name: name ?? paths.name, files: files, ignoredPaths: ignored,
                allowsSymlinks: followsLinks, signedBy: signer.key,
                certificates: signer.certificates)
        } catch {
            throw Failure.fault("not_signed", "`\(path)` cannot be signed: \(error)")
        }
        try FileBytes.write(bundle.json.canonicalBytes, to: output)
        return Outcome(
            bundleFile: output, name: name ?? paths.name, fileCount: files.count,
            byteCount: contents.files.reduce(0) { $0 + $1.byteCount }, keyID: signer.key.keyID,
            subject: signer.subject)
    }

    private func signer(
        at now: Instant
    ) throws(Failure) -> (key: SigningKey, certificates: [[UInt8]], subject: String?) {
        let pem = try FileBytes.text(keyFile)
        let key: SigningKey
        do { key = try SigningKey(pem: pem) } catch {
            throw .fault("bad_key", "`\(keyFile)` cannot sign: \(error)")
        }
        guard let certificateFile else {
            guard chainFiles.isEmpty else {
                throw .fault(
                    "certificate_missing",
                    "a chain leads from a certificate; name the key's with `--certificate`")
            }
            return (key, [], nil)
        }
        let certificate = try FileBytes.text(certificateFile)
        let chain = try chainFiles.map { file throws(Failure) in try FileBytes.text(file) }
        do {
            let identity = try SigningIdentity(
                key: key, certificate: certificate, chain: chain, at: now)
            return (key, identity.certificates, identity.subject)
        } catch {
            throw .fault("bad_certificate", "`\(certificateFile)` cannot sign: \(error)")
        }
    }

    private static func refuseWhatIsNoFile(_ contents: ModelContents) throws(Failure) {
        if let link = contents.links.min() {
            throw .refused(
                "symlink",
                "`\(link)` is a symbolic link; copy the file in its place, leave it out with "
                    + "`--ignore`, or follow links to files with `--allow-symlinks`")
        }
        if let other = contents.others.min() {
            throw .refused("not_a_file", "`\(other)` is neither a file nor a folder")
        }
    }
}

extension FileBytes {
    /// A small file's text; what is not UTF-8 in it is replaced.
    static func text(_ path: String) throws(Failure) -> String {
        String(decoding: try read(path), as: UTF8.self)
    }
}

/// Paths that are left out, with all that is below them.
struct IgnoredPaths: Sendable {
    private let paths: Set<[UInt8]>

    /// - Parameter paths: Relative to the folder; those that every signer leaves out are added.
    init(_ paths: [String]) {
        self.paths = Set((paths + ModelManifest.alwaysIgnored).map { Array($0.utf8) })
    }

    func contains(_ path: String) -> Bool {
        let path = Array(path.utf8)
        return paths.contains(path)
            || path.indices.contains { index in
                path[index] == UInt8(ascii: "/") && paths.contains(Array(path[..<index]))
            }
    }
}
