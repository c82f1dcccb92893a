import ArgumentParser

struct IntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Take in what comes from elsewhere, so that it can be judged and given out.",
        subcommands: [IntakeHubCommand.self, IntakePackagesCommand.self])
}
