import ArgumentParser
import Transparency

/// Answers whether a new log is the old one with records appended.
struct VerifyConsistency: VerifyingCommand {
    static let configuration = CommandConfiguration(
        commandName: "consistency",
        abstract: "Check that a log only grew between two checkpoints.",
        discussion: """
            Reads a few tiles of an exported log, however large it is.

            EXAMPLE
              assay-verify consistency last-month.checkpoint export/checkpoint \\
                --tiles export --key log.vkey
            """
    )

    @Argument(help: "The older checkpoint.")
    var old: String

    @Argument(help: "The newer checkpoint.")
    var new: String

    @Option(help: "The exported log, in tiles.")
    var tiles: String

    @OptionGroup var keys: LogKeys

    @Flag(help: "Print JSON.")
    var json = false

    func conclude() throws -> Conclusion {
        let verifiers = try keys.verifiers()
        do {
            let old = try VerifiedCheckpoint(file: old, verifiers: verifiers)
            let new = try VerifiedCheckpoint(file: new, verifiers: verifiers)
            return try check(old, new)
        } catch let error as LogProofError { return .refused(error) }
    }

    private func check(_ old: VerifiedCheckpoint, _ new: VerifiedCheckpoint) throws -> Conclusion {
        let (before, after) = (old.checkpoint, new.checkpoint)
        guard before.origin == after.origin else {
            return .no("the checkpoints are of two logs, \(before.origin) and \(after.origin)")
        }
        guard before.size <= after.size else {
            return .no("the log shrank from \(before.size) to \(after.size) records")
        }
        let fields = new.fields.merging(["oldSize": JSON(exactly: before.size) ?? nil]) { $1 }
        let grown = after.size - before.size
        let lines = ["yes: the log grew by \(grown) records and kept the others"] + new.lines
        // Every log begins with the empty one, and no proof is needed for it.
        if before.size == 0 && before.root == MerkleHash.empty { return .yes(lines, fields) }
        let folder = tiles
        let reader = TileHashReader(treeSize: after.size) { path in
            try LocalFile.bytesIfPresent("\(folder)/\(path)", byteCountMax: 1 << 20)
        }
        let needed = ConsistencyProof.coordinates(oldSize: before.size, newSize: after.size)
        do {
            let proof = try ConsistencyProof(
                oldSize: before.size, newSize: after.size, hashes: reader.hashes(of: needed))
            try proof.check(oldRoot: before.root, newRoot: after.root)
            return .yes(lines, fields)
        } catch let error as ProofError { return .no(error.description, [], fields) }
    }
}
