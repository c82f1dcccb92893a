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

            EXIT STATUS
              0 yes   1 no   3 could not tell
            """)

    @Argument(help: "A file, a folder, or a version such as income@2.")
    var target: String
    @Option(help: "The released version to compare with.")
    var release: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let home = try await Home.open()
            var outcomes: [(path: String, VerifyFiles.Outcome)] = []
            for command in try await commands(on: home.platform) {
                let outcome = try await command.run(
                    on: home.platform, progress: terminal.progress("reading"))
                outcomes.append((command.path, outcome))
            }
            try await home.close()
            terminal.answer(Self.json(outcomes.map(\.1)))
            for (path, outcome) in outcomes { say(outcome, path, terminal) }
            guard outcomes.allSatisfy({ $0.1.isVerified }) else { throw Outcome.no }
        }
    }

    private func commands(on platform: Platform) async throws -> [VerifyFiles] {
        let named = try release.map(ParseArgument.version)
        guard let version = VersionName(target), !FileBytes.exists(target) else {
            return [VerifyFiles(path: target, version: named)]
        }
        return try await VersionSources(version: version).run(on: platform).map {
            VerifyFiles(path: $0.path, version: version)
        }
    }

    private static func json(_ outcomes: [VerifyFiles.Outcome]) -> JSON {
        let differences: [JSON] = outcomes.flatMap(\.differences).map {
            var members: [String: JSON] = [
                "kind": .string($0.kind.rawValue), "path": .string($0.path),
            ]
            if let from = $0.signedPath { members["from"] = .string(from) }
            return .object(members)
        }
        return [
            "differences": .array(differences),
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
        for difference in outcome.differences {
            let from = difference.signedPath.map { " (was \($0))" } ?? ""
            terminal.say("    \(difference.kind.rawValue.padded(8)) \(difference.path)\(from)")
        }
    }
}
