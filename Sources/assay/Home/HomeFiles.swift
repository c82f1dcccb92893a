import Operations
import Transparency

/// The files of a home; made with new keys and the shipped policies the first time.
///
/// Several processes may be the first at once: whoever makes a file first has made it for all.
struct HomeFiles {
    let path: String
    let signer: NoteSigner
    let release: SigningKey

    var database: String { "\(path)/assay.sqlite" }
    /// Experiments and runs, when the ledger is in the home too.
    var tracking: String { "\(path)/tracking.sqlite" }
    /// The lineage graph as it was read last; may be deleted.
    var lineage: String { "\(path)/lineage.cache" }
    /// Says that the ledger is not here but in PostgreSQL.
    static func databaseMark(in path: String) -> String { "\(path)/ledger-in-postgres" }
    var blobs: String { "\(path)/blobs" }
    var policies: String { "\(path)/policies" }

    init(path: String) throws {
        self.path = path
        let keys = "\(path)/keys"
        try FileBytes.makeFolder(path, isPrivate: true)
        for folder in [keys, "\(path)/blobs"] { try FileBytes.makeFolder(folder) }
        try Self.refuseLostKey(path)
        if !FileBytes.exists("\(path)/policies") {
            try ShippedPolicies.lay(out: "\(path)/policies")
        }
        signer = try Self.signer(in: keys)
        release = try Self.release(in: keys)
    }

    /// A ledger goes on under its own key only: a new one would begin another log in silence.
    private static func refuseLostKey(_ path: String) throws(Failure) {
        let key = "\(path)/keys/log.key"
        let release = "\(path)/keys/release.pem"
        if FileBytes.exists("\(path)/keys/release.pub.pem"), !FileBytes.exists(release) {
            throw .fault(
                "lost_key",
                "the key of releases `\(release)` is gone; put it back, nothing has changed")
        }
        let hasLedger =
            FileBytes.exists("\(path)/assay.sqlite") || FileBytes.exists(databaseMark(in: path))
        guard hasLedger, !FileBytes.exists(key) else { return }
        throw .fault(
            "lost_key", "the ledger's key `\(key)` is gone; put it back, the ledger stays as it is")
    }

    private static func signer(in keys: String) throws -> NoteSigner {
        let file = "\(keys)/log.key"
        if !FileBytes.exists(file) {
            let id = Digest(of: Array("\(UInt64.random(in: .min ... .max))".utf8)).hex.prefix(8)
            let signer = try NoteSigner.generate(name: "assay-home/\(id)")
            try FileBytes.create(
                Array((signer.privateKeyText + "\n").utf8), at: file, isPrivate: true)
        }
        do {
            let signer = try NoteSigner(FileBytes.firstLine(of: file))
            try publish(signer.verifier.description + "\n", at: "\(keys)/log.pub")
            return signer
        } catch let error as NoteError {
            throw Failure.fault("bad_key", "`\(file)` is no log key: \(error)")
        }
    }

    private static func release(in keys: String) throws -> SigningKey {
        let file = "\(keys)/release.pem"
        if !FileBytes.exists(file) {
            let key = SigningKey.generate()
            try FileBytes.create(Array(key.pem.utf8), at: file, isPrivate: true)
        }
        do {
            let key = try SigningKey(pem: String(decoding: FileBytes.read(file), as: UTF8.self))
            try publish(key.verifyingKey.pem, at: "\(keys)/release.pub.pem")
            return key
        } catch let error as KeyError {
            throw Failure.fault("bad_key", "`\(file)` is no release key: \(error)")
        }
    }

    private static func publish(_ key: @autoclosure () -> String, at file: String) throws(Failure) {
        if !FileBytes.exists(file) { try FileBytes.create(Array(key().utf8), at: file) }
    }
}
