import Foundation
import Testing

@testable import Transparency

/// Writes what other implementations then check: `Scripts/check-tiles.sh` and
/// `Scripts/check-model-signing.sh` set the folder.
@Suite struct InteropExport {
    static let folder = ProcessInfo.processInfo.environment["ASSAY_INTEROP_DIR"]
    static let origin = "example.com/log"

    @Test(.enabled(if: folder != nil, "ASSAY_INTEROP_DIR names no folder to write into"))
    func `an exported log, with a receipt for one record`() throws {
        let root = URL(filePath: try #require(Self.folder)).appending(path: "log")
        let signer = try NoteVectors.signer(Self.origin)
        let witness = try NoteVectors.signer("witness.example", seed: 2, .cosignatureV1)
        let size = 66_003
        let records = (0..<size).map { JSON.object(["record": JSON($0)]).canonicalBytes }
        let (files, checkpoint) = try TileTreeVerifierTests.export(records)
        for (path, bytes) in files { try Self.write(bytes, to: root.appending(path: path)) }
        var note = try checkpoint.signed(by: [signer])
        note.append(try witness.sign(note.text, timestamp: 1_700_000_000))
        try Self.write(Array(note.encoded.utf8), to: root.appending(path: "checkpoint"))
        let (_, earlier) = try TileTreeVerifierTests.export(Array(records.prefix(500)))
        let old = try earlier.signed(by: [signer]).encoded
        try Self.write(Array(old.utf8), to: root.appending(path: "../old.checkpoint"))
        let keys = "\(signer.verifier)\n\(witness.verifier)\n"
        try Self.write(Array(keys.utf8), to: root.appending(path: "../log.vkey"))
        let reader = TileHashReader(treeSize: size) { files[$0] }
        let needed = InclusionProof.coordinates(index: 17, treeSize: size)
        let proof = try InclusionProof(
            index: 17, treeSize: size, hashes: reader.hashes(of: needed))
        let receipt = LogProof(
            extra: records[17], index: 17, path: proof.path, checkpoint: note)
        try Self.write(
            Array(receipt.encoded.utf8), to: root.appending(path: "../record-17.tlog-proof"))
    }

    @Test(.enabled(if: folder != nil, "ASSAY_INTEROP_DIR names no folder with a model in it"))
    func `a signature over the model that stands there`() throws {
        let root = URL(filePath: try #require(Self.folder))
        let model = root.appending(path: "model").resolvingSymlinksInPath()
        guard FileManager.default.fileExists(atPath: model.path()) else { return }
        let pem = try String(contentsOf: root.appending(path: "key.pem"), encoding: .utf8)
        let names = FileManager.default.enumerator(atPath: model.path())?.compactMap {
            $0 as? String
        }
        let files = try (names ?? []).compactMap { name -> (path: String, digest: Digest)? in
            let file = model.appending(path: name)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                !name.hasPrefix(".git"), name != "model.sig"
            else { return nil }
            return (name, Digest(of: try Data(contentsOf: file)))
        }
        let bundle = try ModelSigningBundle(
            name: "model", files: files, ignoredPaths: ["model.sig"],
            signedBy: try SigningKey(pem: pem))
        try Self.write(bundle.json.canonicalBytes, to: root.appending(path: "ours.sig"))
    }

    private static func write(_ bytes: [UInt8], to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
