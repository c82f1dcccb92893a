import ArgumentParser

/// Checks receipts, logs and models for people who trust nobody.
///
/// It needs no server, no database and no account.
@main
struct AssayVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay-verify",
        abstract: "Check receipts, checkpoints, exported logs and signed models, offline.",
        discussion: """
            Needs the files and the public key of whoever is to be believed, and nothing else.
            The exit status is 0 for yes, 1 for no, and 3 when it could not be told, because
            something is unreadable or malformed.

            EXAMPLES
              assay-verify receipt record-17.tlog-proof --key log.vkey
              assay-verify checkpoint export/checkpoint --key 'example.com/log+530d903a+Aekye…'
              assay-verify tiles export --key log.vkey --since last-month.checkpoint
              assay-verify consistency last-month.checkpoint export/checkpoint \\
                --tiles export --key log.vkey
              assay-verify model ./my-model --bundle my-model/model.sig --key signer.pub
            """,
        subcommands: [
            VerifyReceipt.self, VerifyCheckpoint.self, VerifyConsistency.self, VerifyTiles.self,
            VerifyModel.self,
        ]
    )
}
