import ArgumentParser
import Operations
import Transparency

struct SignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a model's files.",
        discussion: """
            Writes an OpenSSF Model Signing v1.0 bundle, which `assay verify`, `assay-verify` and
            PyPI's model_signing check. Needs no home: a key, and perhaps its certificate.

            EXAMPLES
              assay sign model/ --key signer.pem
              assay sign model/ --key signer.pem --certificate signer.crt --chain ca.crt
              assay sign model/ --key signer.pem --output model-2.sig --ignore model/logs

            EXIT STATUS
              0 signed   1 refused   3 could not be done
            """)

    @Argument(help: "The model's folder, or its file.")
    var path: String
    @Option(help: ArgumentHelp("The private key, as PEM, not encrypted.", valueName: "file"))
    var key: String
    @Option(help: ArgumentHelp("The key's certificate, as PEM.", valueName: "file"))
    var certificate: String?
    @Option(
        help: ArgumentHelp(
            "Certificates that lead from it to a root, as PEM. May be repeated.",
            valueName: "file"))
    var chain: [String] = []
    @Option(
        help: ArgumentHelp(
            "Where the signature goes; model.sig in the folder unless given.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("A path that is not signed. May be repeated.", valueName: "path"))
    var ignore: [String] = []
    @Option(help: "The model's name; that of its folder unless given.")
    var name: String?
    @Flag(help: "Sign what is behind symbolic links to files as if it stood there.")
    var allowSymlinks = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            var signing = SignFolder(path: path, keyFile: key)
            signing.certificateFile = certificate
            signing.chainFiles = chain
            signing.outputFile = output
            signing.ignored = ignore
            signing.name = name
            signing.followsLinks = allowSymlinks
            let outcome = try await signing.run(
                now: Home.now(), progress: terminal.progress("reading"))
            terminal.answer([
                "bundle": .string(outcome.bundleFile), "bytes": JSON(outcome.byteCount),
                "files": JSON(outcome.fileCount), "key": .string(outcome.keyID),
                "name": .string(outcome.name),
                "subject": outcome.subject.map { .string($0) } ?? .null,
            ])
            let count = outcome.fileCount
            terminal.say("signed \(count) \(count == 1 ? "file" : "files") of `\(outcome.name)`")
            terminal.say("  in   \(outcome.bundleFile)")
            terminal.say("  by   \(outcome.subject ?? "key \(outcome.keyID.prefix(16))")")
        }
    }
}
