import ArgumentParser
import Governance
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

            EXAMPLES
              assay verify model-2/
              assay verify model-2/ --release income@2
              assay verify income@2
              assay verify model-2/ --bundle weights.sigstore.json --key release.pub.pem

            EXIT STATUS
              0 yes   1 no   3 could not tell
            """)

    @Argument(help: "A file, a folder, or a version such as income@2.")
    var target: String
    @Option(help: "The released version to compare with.")
    var release: String?
    @Option(help: "An OpenSSF Model Signing bundle to check against, without the home.")
    var bundle: String?
    @Option(help: "The public key of the bundle's signer, as PEM.")
    var key: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            if let bundle { return try await verify(bundle: bundle, terminal) }
            let desk = try await Desk.open()
            var outcomes: [(path: String, VerifyFiles.Outcome)] = []
            for (path, version) in try await targets(on: desk) {
                let found = try await ArtifactHasher.hash(
                    path, progress: terminal.progress("reading"))
                let outcome = try await desk.perform(
                    VerifyFiles(path: path, found: found, version: version, by: .reader))
                outcomes.append((path, outcome))
            }
            try await desk.close()
            terminal.answer(Self.json(outcomes.map(\.1)))
            for (path, outcome) in outcomes { say(outcome, path, terminal) }
            guard outcomes.allSatisfy({ $0.1.isVerified }) else { throw Outcome.no }
        }
    }

    private func verify(bundle: String, _ terminal: Terminal) async throws {
        guard let key else {
            throw Failure.fault("key_missing", "say whose signature counts with `--key`")
        }
        let outcome = try await VerifyBundle(path: target, bundleFile: bundle, keyFile: key)
            .run(progress: terminal.progress("reading"))
        let isVerified = outcome.differences.isEmpty
        terminal.answer([
            "differences": .array(outcome.differences.map(Self.json)),
            "signer": .string(outcome.signer), "verified": .bool(isVerified),
        ])
        let word = isVerified ? terminal.styled("YES", .green) : terminal.styled("NO", .red)
        terminal.say("\(word)  \(target) is \(isVerified ? "" : "not ")what `\(bundle)` signs")
        for difference in outcome.differences { say(difference, terminal) }
        terminal.say("     signed by key \(outcome.signer.prefix(16))")
        guard isVerified else { throw Outcome.no }
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
