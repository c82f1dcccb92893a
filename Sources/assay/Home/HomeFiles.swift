import Operations
import Transparency

/// The files of a home; made with new keys and the shipped policies the first time.
struct HomeFiles {
    let path: String
    let signer: NoteSigner
    let release: SigningKey

    var database: String { "\(path)/assay.sqlite" }
    var blobs: String { "\(path)/blobs" }
    var policies: String { "\(path)/policies" }

    init(path: String) throws {
        self.path = path
        let keys = "\(path)/keys"
        for folder in [keys, "\(path)/blobs"] { try FileBytes.makeFolder(folder) }
        if !FileBytes.exists("\(path)/policies") {
            try ShippedPolicies.lay(out: "\(path)/policies")
        }
        signer = try Self.signer(in: keys)
        release = try Self.release(in: keys)
    }

    private static func signer(in keys: String) throws -> NoteSigner {
        let file = "\(keys)/log.key"
        guard FileBytes.exists(file) else {
            let id = Digest(of: Array("\(UInt64.random(in: .min ... .max))".utf8)).hex.prefix(8)
            let signer = try NoteSigner.generate(name: "assay-home/\(id)")
            try FileBytes.write(
                Array((signer.privateKeyText + "\n").utf8), to: file, isPrivate: true)
            try FileBytes.write(
                Array((signer.verifier.description + "\n").utf8), to: "\(keys)/log.pub")
            return signer
        }
        do {
            return try NoteSigner(text(of: file))
        } catch let error as NoteError {
            throw Failure.fault("bad_key", "`\(file)` is no log key: \(error)")
        }
    }

    private static func release(in keys: String) throws -> SigningKey {
        let file = "\(keys)/release.pem"
        guard FileBytes.exists(file) else {
            let key = SigningKey.generate()
            try FileBytes.write(Array(key.pem.utf8), to: file, isPrivate: true)
            try FileBytes.write(Array(key.verifyingKey.pem.utf8), to: "\(keys)/release.pub.pem")
            return key
        }
        do {
            return try SigningKey(pem: String(decoding: FileBytes.read(file), as: UTF8.self))
        } catch let error as KeyError {
            throw Failure.fault("bad_key", "`\(file)` is no release key: \(error)")
        }
    }

    private static func text(of file: String) throws(Failure) -> String {
        String(decoding: try FileBytes.read(file), as: UTF8.self)
            .split(separator: "\n").first.map(String.init) ?? ""
    }
}

/// The newest checkpoint that was seen, outside the database.
struct KeptCheckpoint {
    let path: String

    private var file: String { "\(path)/checkpoint" }

    func keep(_ note: String) throws(Failure) {
        if (try? FileBytes.read(file)) == Array(note.utf8) { return }
        try FileBytes.write(Array(note.utf8), to: file)
    }

    var note: String? {
        (try? FileBytes.read(file)).map { String(decoding: $0, as: UTF8.self) }
    }
}
