import ArgumentParser
import Transparency

/// Answers whether an exported log is whole and as it was signed.
struct VerifyTiles: VerifyingCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "Check every record and every tile of an exported log.",
        discussion: """
            DIR holds a C2SP tlog-tiles tree: checkpoint, tile/… and tile/entries/…. Three things
            are told apart: integrity (nothing was altered), completeness (nothing is missing, and
            nothing was rolled back) and authenticity (the log's key signed it). A rollback can
            only be ruled out with an older checkpoint, given with --since, or with a witness's
            key, up to the time at which the witness signed.

            EXAMPLES
              assay-verify tiles export --key log.vkey
              assay-verify tiles export --key log.vkey --since last-month.checkpoint --json
            """
    )

    @Argument(help: "The folder.")
    var directory: String

    @Option(help: "A checkpoint of the same log, kept from before.")
    var since: String?

    @OptionGroup var keys: LogKeys

    @Flag(help: "Print JSON.")
    var json = false

    func conclude() throws -> Conclusion {
        let verifiers = try keys.verifiers()
        do {
            let head = try VerifiedCheckpoint(
                file: "\(directory)/checkpoint", verifiers: verifiers)
            let earlier = try since.map { try VerifiedCheckpoint(file: $0, verifiers: verifiers) }
            return try check(head, since: earlier)
        } catch let error as LogProofError {
            return error.isMalformed ? .refused(error) : .unauthentic(error)
        }
    }

    private func check(
        _ head: VerifiedCheckpoint, since earlier: VerifiedCheckpoint?
    ) throws -> Conclusion {
        if let other = earlier?.checkpoint.origin, other != head.checkpoint.origin {
            return .no("the older checkpoint is of another log, \(other)")
        }
        let folder = directory
        let report = try TileTreeVerifier.verify(head.checkpoint, since: earlier?.checkpoint) {
            try LocalFile.bytesIfPresent("\(folder)/\($0)", byteCountMax: EntryBundle.byteCountMax)
        }
        return LogVerdicts(report, isWitnessed: earlier != nil || !head.witnesses.isEmpty)
            .conclusion(head, report)
    }
}

extension Conclusion {
    /// The log's key did not sign, so that the rest is not worth reading.
    fileprivate static func unauthentic(_ error: LogProofError) -> Self {
        .no(
            error.description, [],
            ["authenticity": "failed", "integrity": "unknown", "completeness": "unknown"])
    }
}
