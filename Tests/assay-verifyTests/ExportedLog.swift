import ArgumentParser
import Foundation
import Transparency

@testable import assay_verify

/// A folder that goes away with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        let parent = FileManager.default.temporaryDirectory
        let folder = parent.appending(path: "assay-verify-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.resolvingSymlinksInPath().path()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ bytes: [UInt8], _ name: String) throws {
        let file = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func write(_ text: String, _ name: String) throws { try write(Array(text.utf8), name) }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(path)/\(name)", withDestinationPath: target)
    }
}

/// A log of 300 records as it is exported, with an older checkpoint and a receipt for record 17.
struct ExportedLog {
    static let size = 300
    static let oldSize = 100
    static let receiptIndex = 17

    let folder: TemporaryFolder
    let signer: NoteSigner
    let witness: NoteSigner
    let records: [[UInt8]]

    var path: String { folder.path }
    var key: String { signer.verifier.description }

    init() throws {
        folder = try TemporaryFolder()
        signer = try NoteSigner(
            name: "example.com/log", privateKey: [UInt8](repeating: 1, count: 32))
        witness = try NoteSigner(
            name: "witness.example", privateKey: [UInt8](repeating: 2, count: 32),
            algorithm: .cosignatureV1)
        records = (0..<Self.size).map { JSON.object(["record": JSON($0)]).canonicalBytes }
        var hashes: [SubtreeCoordinate: Digest] = [:]
        var frontier = MerkleFrontier()
        for record in records {
            if frontier.size == Self.oldSize {
                try folder.write(note(size: Self.oldSize, frontier.root).encoded, "old")
            }
            frontier.append(MerkleHash.leaf(record)) { hashes[$0] = $1 }
        }
        var head = try note(size: Self.size, frontier.root)
        head.append(try witness.sign(head.text, timestamp: 1_700_000_000))
        try folder.write(head.encoded, "checkpoint")
        try writeTiles(hashes)
        let proof = try InclusionProof(
            index: Self.receiptIndex, treeSize: Self.size, hashes: hashes)
        let receipt = LogProof(
            extra: records[proof.index], index: proof.index, path: proof.path, checkpoint: head)
        try folder.write(receipt.encoded, "receipt")
    }

    private func note(size: Int, _ root: Digest) throws -> SignedNote {
        try Checkpoint(origin: signer.name, size: size, root: root).signed(by: [signer])
    }

    private func writeTiles(_ hashes: [SubtreeCoordinate: Digest]) throws {
        for level in 0...1 {
            var index = 0
            while let tile = TileCoordinate(level: level, index: index, treeSize: Self.size) {
                try folder.write(tile.subtrees.flatMap { hashes[$0]?.bytes ?? [] }, tile.path)
                if level == 0 {
                    let bundle = Array(records[256 * index..<256 * index + tile.width])
                    try folder.write(try EntryBundle.encode(bundle), tile.entriesPath)
                }
                index += 1
            }
        }
    }
}

extension VerifyingCommand {
    /// The answer to a command line.
    static func conclusion(_ arguments: String...) throws -> Conclusion {
        let command = try parse(arguments)
        return Conclusion(of: command.conclude)
    }
}
