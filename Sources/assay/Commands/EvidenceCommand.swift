import ArgumentParser
import Governance
import Operations
import Transparency

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Hand in evidence made elsewhere, or recompute it.",
        subcommands: [Add.self, Recompute.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Take in a JSON or text file as evidence about parts of a version.",
            discussion: """
                What a person hands in is graded declared.

                EXAMPLES
                  assay evidence add income@2 --kind model_card --looked-at weights \\
                    --file model-2/MODEL_CARD.md
                  assay evidence add income@2 --kind dataset_record --looked-at training-data \\
                    --file review.json --expires 2027-06-30

                EXIT STATUS
                  0 taken   1 refused   3 could not be done
                """)

        @Argument(help: "The version, such as income@2.")
        var version: String
        @Option(help: "The kind of evidence, such as model_card.")
        var kind: String
        @Option(help: "The parts it looked at: roles, or ROLE=DIGEST, with commas.")
        var lookedAt: String
        @Option(help: "The file: JSON, or text.")
        var file: String
        @Option(help: "The day it ends to hold.")
        var expires: String?
        @OptionGroup var actor: ActorOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { terminal in
                let command = AddEvidence(
                    version: try ParseArgument.version(version),
                    kind: try ParseArgument.choice(kind, "kind"), grade: .declared,
                    predicate: try HandedIn.predicate(file), lookedAt: try parts(),
                    expiresAt: try expires.map(ParseArgument.day), by: try actor.actor())
                let desk = try await Desk.open()
                let evidence = try await desk.perform(command)
                try await desk.close()
                terminal.answer(["evidence": evidence.json])
                let roles = evidence.roles.map(\.rawValue).joined(separator: ", ")
                terminal.say(
                    "took \(evidence.kind.rawValue) \(evidence.id) as \(evidence.grade.rawValue), "
                        + "about \(roles)")
            }
        }

        private func parts() throws -> AddEvidence.LookedAt {
            guard lookedAt.contains("=") else {
                return .roles(try ParseArgument.roles(lookedAt))
            }
            return .parts(
                try lookedAt.split(separator: ",").map { item in
                    let source = try ParseArgument.part(String(item))
                    guard let digest = Digest(source.path) else {
                        throw Failure.fault(
                            "bad_digest", "`\(source.path)` is no digest: write sha256:…")
                    }
                    return Part(role: source.role, digest: digest)
                })
        }
    }
}
