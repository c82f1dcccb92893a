import ArgumentParser
import Governance
import Ledger
import Operations
import Transparency

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Find versions.",
        discussion: """
            EXAMPLES
              assay list
              assay list marketing budgets
              assay list --where risk=high --where state=released

            Fields: \(ListVersions.fields.joined(separator: ", ")).
            """)

    @Argument(help: "Words of the name or the purpose, or their beginnings.")
    var text: [String] = []
    @Option(name: .customLong("where"), help: "FIELD=VALUE; may be repeated.")
    var conditions: [String] = []
    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let matching = try conditions.map(ParseArgument.condition)
            let limit = try ParseArgument.limit(limit)
            let desk = try await Desk.open()
            let rows = try await desk.perform(
                ListVersions(
                    matching: matching, text: text.isEmpty ? nil : text.joined(separator: " "),
                    limit: limit, by: .reader)
            ).rows
            try await desk.close()
            terminal.answer(["versions": .array(rows.map(\.document))])
            for row in rows { say(row.document, terminal) }
            if rows.isEmpty { terminal.say("no versions") }
        }
    }

    private func say(_ document: JSON, _ terminal: Terminal) {
        let version = document["version"]?["name"]?.stringValue ?? ""
        let risk = document["subject"]?["risk"]?.stringValue ?? ""
        let states = (document["states"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value.stringValue ?? "")" }.joined(separator: ", ")
        let purpose = document["subject"]?["purpose"]?.stringValue ?? ""
        terminal.say(
            "\(version.padded(28)) \(risk.padded(7)) "
                + "\((states.isEmpty ? "not judged" : states).padded(24)) \(purpose.prefix(60))")
    }
}
