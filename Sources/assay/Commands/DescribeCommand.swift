import ArgumentParser
import Governance
import Operations
import Transparency

struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Say what a subject is for, its risk and who answers for it.",
        discussion: """
            For subjects that a tool registered, which asks no questions: until a person says what
            such a subject is for, no gate lets it pass, and its risk counts as high. Approvals of
            another purpose or risk hold no longer.

            EXAMPLE
              assay describe income --purpose "size budgets" --risk medium \
                --business-owner ann@example.org
            """)

    @Argument(help: "The subject, such as income or dataset:applications.")
    var subject: String
    @Option(help: "What it is for.")
    var purpose: String?
    @Option(help: "low, medium or high.")
    var risk: String?
    @Option(help: "Who answers for its use.")
    var businessOwner: String?
    @Option(help: "Who answers for its making.")
    var technicalOwner: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if [purpose, risk, businessOwner, technicalOwner].allSatisfy({ $0 == nil }) {
            throw ValidationError("Say what is to change, such as `--purpose`.")
        }
    }

    func run() async throws {
        try await common.run { terminal in
            guard let name = SubjectName(subject) else {
                throw Failure.fault(
                    "bad_name", "`\(subject)` is no subject: a name may be \(SubjectName.rule)")
            }
            let command = DescribeSubject(
                subject: name, purpose: purpose,
                risk: try risk.map { try ParseArgument.choice($0, "risk") },
                businessOwner: try businessOwner.map { text in try PrincipalClaim(text) },
                technicalOwner: try technicalOwner.map { text in try PrincipalClaim(text) },
                by: try actor.actor())
            let desk = try await Desk.open()
            let described = try await desk.perform(command)
            try await desk.close()
            terminal.answer(["subject": described.json])
            terminal.say("\(described.name)  \(described.risk.rawValue) risk")
            terminal.say("  \(described.purpose)".withoutControls)
        }
    }
}
