import ArgumentParser
import Governance
import ModelSigning
import Operations
import Transparency

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Are these the released bytes?",
        discussion: """
            With a path, finds the release these files are, or are nearest to, checks its signature
            and names every file that differs. With a version, checks each of its parts where it
            was registered from.

            With a signature that OpenSSF Model Signing made (`assay sign`, model_signing), checks
            the files against it and needs no home: say whose signature counts with --key,
            --certificate-chain or --trust-root.

            EXAMPLES
              assay verify model-2/
              assay verify model-2/ --release income@2
              assay verify income@2
              assay verify model-2/ --bundle weights.sigstore.json --key release.pub.pem
              assay verify model-2/ --bundle model-2/model.sig --certificate-chain ca.pem
              assay verify model-2/ --bundle model-2/model.sig --trust-root trusted_root.json \
                --identity ann@example.org --issuer https://accounts.google.com

            EXIT STATUS
              0 yes   1 no   3 could not tell
            """)

    @Argument(help: "A file, a folder, or a version such as income@2.")
    var target: String
    @Option(help: "The released version to compare with.")
    var release: String?
    @OptionGroup(title: "Signatures") var signature: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            if signature.isAsked { return try await verifySignature(terminal) }
            let desk = try await Desk.open()
            var outcomes: [(path: String, VerifyFiles.Outcome)] = []
            for (path, version) in try await targets(on: desk) {
                let found = try await ArtifactHasher.hash(
                    path, progress: terminal.progress("reading"))
                let outcome: VerifyFiles.Outcome
                do {
                    outcome = try await desk.perform(
                        VerifyFiles(path: path, found: found, version: version, by: .reader))
                } catch let failure as Failure { throw hinting(failure) }
                outcomes.append((path, outcome))
            }
            try await desk.close()
            terminal.answer(Self.json(outcomes.map(\.1)))
            for (path, outcome) in outcomes { say(outcome, path, terminal) }
            guard outcomes.allSatisfy({ $0.1.isVerified }) else { throw Outcome.no }
        }
    }

    private func verifySignature(_ terminal: Terminal) async throws {
        let outcome = try await signature.check(target, now: Home.now())
            .run(progress: terminal.progress("reading"))
        terminal.answer([
            "bundle": .string(outcome.bundleFile),
            "differences": .array(outcome.differences.map(Self.json)),
            "reason": outcome.refusal.map { .string($0) } ?? .null,
            "signer": outcome.signer.map { .string(Self.name(of: $0)) } ?? .null,
            "verified": .bool(outcome.isVerified),
        ])
        let isVerified = outcome.isVerified
        let word = isVerified ? terminal.styled("YES", .green) : terminal.styled("NO", .red)
        let bundle = outcome.bundleFile
        terminal.say("\(word)  \(target) is \(isVerified ? "" : "not ")what `\(bundle)` signs")
        if let refusal = outcome.refusal { terminal.say("    \(refusal)") }
        for difference in outcome.differences { say(difference, terminal) }
        if let signer = outcome.signer { terminal.say("     signed by \(signer)") }
        guard isVerified else { throw Outcome.no }
    }

    private static func name(of signer: VerifiedSigner) -> String {
        switch signer {
        case .key(let keyID): keyID
        case .certificate(let subject, _, _): subject
        case .identity(let identity, _): identity.name
        }
    }

    /// Says how to check a signature that stands beside the files, where no release is like them.
    private func hinting(_ failure: Failure) -> Failure {
        let file = SignatureOptions.customary(target)
        guard failure.code == "no_release", let file else { return failure }
        return .fault(
            "signer_missing",
            "nothing that was released here is like `\(target)`, but `\(file)` signs it; say whose "
                + "signature counts with `--key`, `--certificate-chain` or `--trust-root`")
    }

    /// Files or folders, each with the version it should be.
    private func targets(
        on desk: Desk
    ) async throws -> [(path: String, version: VersionName?)] {
        let named = try release.map(ParseArgument.version)
        guard let version = VersionName(target), !FileBytes.exists(target) else {
            return [(target, named)]
        }
        let artifacts = try await desk.perform(VersionSources(version: version, by: .reader))
        return artifacts.map { ($0.path, version) }
    }

    private static func json(_ outcomes: [VerifyFiles.Outcome]) -> JSON {
        [
            "differences": .array(outcomes.flatMap(\.differences).map(json)),
            "release": outcomes.first.map { .string($0.release.version) } ?? .null,
            "signer": outcomes.first.map { .string($0.signer) } ?? .null,
            "to": outcomes.first.map { .string($0.release.to) } ?? .null,
            "verified": .bool(outcomes.allSatisfy(\.isVerified)),
        ]
    }

    private func say(_ outcome: VerifyFiles.Outcome, _ path: String, _ terminal: Terminal) {
        let what =
            "the \(outcome.role.rawValue) of \(outcome.release.version), "
            + "released to \(outcome.release.to) on \(outcome.release.at.prefix(10))"
        guard !outcome.isVerified else {
            terminal.say("\(terminal.styled("YES", .green))  \(path) is \(what)")
            terminal.say("     signed by key \(outcome.signer.prefix(16))")
            return
        }
        terminal.say("\(terminal.styled("NO", .red))  \(path) is not \(what)")
        for difference in outcome.differences { say(difference, terminal) }
    }

    private func say(_ difference: FileDifference, _ terminal: Terminal) {
        let from = difference.signedPath.map { " (was \($0))" } ?? ""
        terminal.say("    \(difference.kind.rawValue.padded(8)) \(difference.path)\(from)")
    }

    private static func json(_ difference: FileDifference) -> JSON {
        var members: [String: JSON] = [
            "kind": .string(difference.kind.rawValue), "path": .string(difference.path),
        ]
        if let from = difference.signedPath { members["from"] = .string(from) }
        return .object(members)
    }
}
