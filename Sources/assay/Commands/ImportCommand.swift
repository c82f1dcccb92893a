import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in the history that another system has.",
        subcommands: [ImportMLflowCommand.self])
}
