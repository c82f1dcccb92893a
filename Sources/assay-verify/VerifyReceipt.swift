import ArgumentParser
import Transparency

/// Answers whether a record is in a log.
struct VerifyReceipt: VerifyingCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Check that a record stands in a log, from its receipt alone.",
        discussion: """
            A receipt is a C2SP tlog-proof@v1 file. Assay's own carry the record; for others, give
            the record with --entry. A JSON record may be laid out in any way.

            EXAMPLES
              assay-verify receipt record-17.tlog-proof --key log.vkey
              assay-verify receipt record-17.tlog-proof --entry record.json --key log.vkey --json
            """
    )

    @Argument(help: "The receipt.")
    var file: String

    @Option(help: "The record that the receipt is for; must be the one in it, if it has one.")
    var entry: String?

    @OptionGroup var keys: LogKeys

    @Flag(help: "Print JSON.")
    var json = false

    func conclude() throws -> Conclusion {
        let verifiers = try keys.verifiers()
        let bytes = try LocalFile.bytes(file, byteCountMax: LogProof.byteCountMax)
        let proof: LogProof
        do { proof = try LogProof(parsing: bytes) } catch { return .refused(error) }
        let given = try entry.map {
            try LocalFile.bytes($0, byteCountMax: EntryBundle.byteCountMax)
        }
        let candidates = Self.candidates(for: given, in: proof)
        guard !candidates.isEmpty else {
            return .unknown("the receipt carries no record; give it with --entry")
        }
        if let extra = proof.extra, given != nil, !candidates.contains(extra) {
            return .no("the record given is not the one in the receipt")
        }
        return Self.conclude(proof, candidates, verifiers)
    }

    /// The record's bytes as the log may have them: as they stand, or as canonical JSON.
    private static func candidates(for given: [UInt8]?, in proof: LogProof) -> [[UInt8]] {
        guard let given else { return proof.extra.map { [$0] } ?? [] }
        guard let value = try? JSON(parsing: given) else { return [given] }
        return [given, value.canonicalBytes]
    }

    private static func conclude(
        _ proof: LogProof, _ candidates: [[UInt8]], _ verifiers: [NoteVerifier]
    ) -> Conclusion {
        var refusal: LogProofError?
        for entry in candidates {
            do throws(LogProofError) {
                let head = try proof.verify(entry: entry, verifiers: verifiers)
                var fields = head.fields
                fields["index"] = JSON(exactly: proof.index) ?? nil
                fields["record"] = (try? JSON(parsing: entry)) ?? nil
                fields["digest"] = .string(Digest(of: entry).description)
                let lines = ["yes: the record is number \(proof.index) of the log"]
                let record = String(validating: entry, as: UTF8.self) ?? "(not text)"
                return .yes(lines + head.lines + ["record   \(record)"], fields)
            } catch { refusal = error }
        }
        return refusal.map(Conclusion.refused) ?? .unknown("there is no record")
    }
}
