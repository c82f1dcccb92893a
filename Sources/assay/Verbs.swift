import ArgumentParser

/// What may stand first on the command line.
enum Verbs {
    static let all: [any ParsableCommand.Type] = [
        CheckCommand.self, DriftCommand.self, ProfileCommand.self, FairnessCommand.self,
        ExplainCommand.self, RegisterCommand.self, RunCommand.self, EvalCommand.self,
        GateCommand.self,
        ApproveCommand.self, WaiveCommand.self, RecallCommand.self, ImpactCommand.self,
        DescribeCommand.self,
        SignCommand.self, VerifyCommand.self,
        EvidenceCommand.self, BillOfMaterialsCommand.self, ListCommand.self,
        ShowCommand.self, LogCommand.self, ReplayCommand.self, PolicyCommand.self,
        PersonCommand.self, TokenCommand.self, WebhookCommand.self, BackupCommand.self,
        RestoreCommand.self, ServeCommand.self, AdvisoriesCommand.self, FindingsCommand.self,
        ImportCommand.self, InstallationsCommand.self, IntakeCommand.self, LineageCommand.self,
    ]

    /// The verb that the command line begins with: what need not be looked at does not slow the
    /// start.
    static let asked = CommandLine.arguments.dropFirst().first.flatMap { first in
        all.first { $0.configuration.commandName == first }
    }

    /// The command, when the line names a verb and is right; else ``Assay`` says what is wrong.
    ///
    /// A root below another is not asked whether a completion script is wanted, which takes a
    /// quarter of the time.
    static func quickly() -> (any ParsableCommand)? {
        guard asked != nil, let command = try? Root.parseAsRoot() else { return nil }
        // Help is no verb of ours.
        return command is any AsyncParsableCommand ? command : nil
    }

    private struct Root: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "assay", _superCommandName: "",
            subcommands: asked.map { [$0] } ?? [])
    }
}
