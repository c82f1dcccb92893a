import ArgumentParser
import Transparency

/// Answers whether a log signed its head.
struct VerifyCheckpoint: VerifyingCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Check that a log signed a checkpoint, and which witnesses cosigned it.",
        discussion: """
            EXAMPLE
              assay-verify checkpoint export/checkpoint --key log.vkey --key witness.vkey
            """
    )

    @Argument(help: "The checkpoint.")
    var file: String

    @OptionGroup var keys: LogKeys

    @Flag(help: "Print JSON.")
    var json = false

    func conclude() throws -> Conclusion {
        let verifiers = try keys.verifiers()
        do {
            let head = try VerifiedCheckpoint(file: file, verifiers: verifiers)
            return .yes(["yes: the log signed this checkpoint"] + head.lines, head.fields)
        } catch let error as LogProofError { return .refused(error) }
    }
}
