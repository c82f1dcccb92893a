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

            Released files are also looked into, by the rules and advisories of this machine: three
            dated results stand beside each other, of registration, gate and here.

            EXAMPLES
              assay verify model-2/
              assay verify model-2/ --release income@2
              assay verify income@2
              assay verify model-2/ --fail-on dangerous
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
    @Option(
        help: "Say no to released bytes with a finding: note, suspicious, dangerous, or never.")
    var failOn = CheckCommand.FailureLevel.never
    @Flag(help: "Do not look into the files.")
    var noCheck = false
    @OptionGroup(title: "Signatures") var signature: SignatureOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            if signature.isAsked { return try await verifySignature(terminal) }
            let desk = try await Desk.open()
            var files: [VerifiedFiles] = []
            for (path, version) in try await targets(on: desk) {
                let found = try await ArtifactHasher.hash(
                    path, looksInside: !noCheck, progress: terminal.progress("reading"))
                files.append(try await verified(path, found, version, on: desk))
            }
            try await desk.close()
            terminal.answer(VerifiedFiles.json(files))
            for one in files { one.say(terminal) }
            guard files.allSatisfy({ $0.isFine(below: failOn.level) }) else { throw Outcome.no }
        }
    }

    private func verified(
        _ path: String, _ found: HashedArtifact, _ version: VersionName?, on desk: Desk
    ) async throws -> VerifiedFiles {
        let outcome: VerifyFiles.Outcome
        do {
            outcome = try await desk.perform(
                VerifyFiles(path: path, found: found, version: version, by: .reader))
        } catch let failure as Failure { throw hinting(failure) }
        guard !noCheck, let name = VersionName(outcome.release.version) else {
            return VerifiedFiles(path: path, outcome: outcome, scans: [])
        }
        let shown = try await desk.perform(
            ShowVersion(version: name, to: outcome.release.to, by: .reader))
        let part = ScannedPart(
            part: Part(role: outcome.role, digest: found.digest), name: found.name,
            files: found.looked)
        let here = try DatedScan(
            of: part, by: try RulebookShelf(home: Environment.home).current(), at: Home.now())
        let released = Instant(outcome.release.at) ?? Home.now()
        return VerifiedFiles(
            path: path, outcome: outcome, scans: shown.scans(releasedAt: released) + [here])
    }

    private func verifySignature(_ terminal: Terminal) async throws {
        let outcome = try await signature.check(target, now: Home.now())
            .run(progress: terminal.progress("reading"))
        terminal.answer([
            "bundle": .string(outcome.bundleFile),
            "differences": .array(outcome.differences.map(\.json)),
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

    private func say(_ difference: FileDifference, _ terminal: Terminal) {
        terminal.say("    \(difference.text)")
    }
}
