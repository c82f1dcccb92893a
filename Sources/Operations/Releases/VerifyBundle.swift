import Governance
package import Transparency

/// Are these the files that a bundle signs? Needs neither ledger nor home: a key and the files.
package struct VerifyBundle: Sendable {
    package let path: String
    package let bundleFile: String
    /// The signer's public key, as PEM.
    package let keyFile: String

    package init(path: String, bundleFile: String, keyFile: String) {
        self.path = path
        self.bundleFile = bundleFile
        self.keyFile = keyFile
    }

    package struct Outcome: Sendable {
        package let differences: [FileDifference]
        package let signer: String
        /// What the signer called it.
        package let name: String
    }

    /// - Throws: A fault when something does not read, or when the key did not sign the bundle.
    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> Outcome {
        let pem = String(decoding: try FileBytes.read(keyFile), as: UTF8.self)
        let bundleBytes = try FileBytes.read(bundleFile)
        let key: VerifyingKey
        let manifest: ModelManifest
        do {
            key = try VerifyingKey(pem: pem)
        } catch {
            throw Failure.fault("bad_key", "`\(keyFile)` is no public key: \(error)")
        }
        do {
            manifest = try ModelSigningBundle(parsing: bundleBytes).verified(by: key)
        } catch {
            throw Failure.fault("bad_bundle", "`\(bundleFile)` does not verify: \(error)")
        }
        let found = try await ArtifactHasher.hash(
            path, alsoIgnoring: bundleInside.map { [$0] } ?? [], progress: progress)
        let files = found.manifest.entries.map {
            (path: found.isFolder ? $0.path : ModelManifest.singleFileName, digest: $0.digest)
        }
        do {
            return Outcome(
                differences: try manifest.differences(from: files), signer: key.keyID,
                name: manifest.name)
        } catch {
            throw Failure.fault("bad_bundle", "`\(bundleFile)` cannot be compared: \(error)")
        }
    }

    /// The bundle's own path in the folder, when it lies there, as `model.sig` does by custom.
    private var bundleInside: String? {
        let folder = path.hasSuffix("/") ? path : path + "/"
        return bundleFile.hasPrefix(folder) ? String(bundleFile.dropFirst(folder.count)) : nil
    }
}
