import ArgumentParser
import Transparency

/// Answers whether these are the files that were signed.
struct VerifyModel: VerifyingCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Check that a model's files are the signed ones.",
        discussion: """
            Reads OpenSSF Model Signing v1.0 bundles that were signed with a key. Certificate
            chains, keyless certificates and transparency entries are not verified: for such a
            bundle the answer is that it could not be told.

            EXAMPLES
              assay-verify model ./my-model --key signer.pub
              assay-verify model ./my-model --bundle release/model.sig --key signer.pub --json
            """
    )

    @Argument(help: "The model's folder, or its file.")
    var path: String

    @Option(help: "The signature; model.sig in the folder unless given.")
    var bundle: String?

    @Option(help: ArgumentHelp("The signer's public key, in PEM.", valueName: "file"))
    var key: String

    @Flag(help: "Print JSON.")
    var json = false

    func conclude() throws -> Conclusion {
        let pem = try LocalFile.bytes(key, byteCountMax: 1 << 20)
        let key = try VerifyingKey(pem: String(decoding: pem, as: UTF8.self))
        let file = bundle ?? "\(path)/model.sig"
        let bytes = try LocalFile.bytes(file, byteCountMax: 64 << 20)
        do {
            let manifest = try ModelSigningBundle(parsing: bytes).verified(by: key)
            return try compare(manifest, bundleFile: file, key)
        } catch let error as ModelSigningError {
            return error.isRefusal
                ? .no(error.description, [], ["differences": []]) : .unknown(error.description)
        }
    }

    private func compare(
        _ manifest: ModelManifest, bundleFile: String, _ key: VerifyingKey
    ) throws -> Conclusion {
        // Refuse what we cannot compare before hashing what may be many gigabytes.
        let signedCount = try manifest.files().count
        let bundlePath = relativePath(of: bundleFile)
        let folder = try ModelFolder(root: path, followsLinks: manifest.allowsSymlinks) { path in
            manifest.ignores(path) || bundlePath.map { path.utf8.elementsEqual($0.utf8) } == true
        }
        let differences = try manifest.differences(from: folder.files, others: folder.others)
        let fields: [String: JSON] = [
            "differences": .array(differences.map(\.json)), "signer": .string(key.keyID),
            "name": .string(manifest.name), "files": JSON(exactly: signedCount) ?? nil,
        ]
        guard differences.isEmpty else {
            let count = differences.count
            let reason =
                "\(count) \(count == 1 ? "file differs" : "files differ") from the signed ones"
            return .no(reason, differences.map { "  \($0)" }, fields)
        }
        let answer = "yes: all \(signedCount) files are the signed ones"
        return .yes([answer, "model    \(manifest.name)", "signer   \(key.keyID)"], fields)
    }

    /// The bundle's path in the model's folder, `nil` when it stands elsewhere.
    private func relativePath(of file: String) -> String? {
        guard let root = LocalFile.resolved(path), let file = LocalFile.resolved(file),
            file.utf8.starts(with: "\(root)/".utf8)
        else { return nil }
        return String(decoding: file.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }
}

extension FileDifference {
    fileprivate var json: JSON {
        var members: [String: JSON] = ["path": .string(path), "kind": .string(kind.rawValue)]
        if let signedPath { members["signedPath"] = .string(signedPath) }
        return .object(members)
    }
}
