import API
import ArgumentParser
import Operations

/// A list, of which the newest entries are shown.
struct ListOptions: ParsableArguments {
    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var common: CommonOptions

    /// Asks for the first page, here or on a server, and shows it a line an entry.
    func show<O: APIOperation, Entry>(
        _ operation: (PageRequest) -> O, orNone none: String, _ entries: (O.Answer) -> [Entry],
        line: (Entry, O.Answer) -> String
    ) async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let page = PageRequest(limit: try ParseArgument.limit(limit))
            let answer = try await Desk.performing(operation(page))
            terminal.answer(O.json(answer))
            let entries = entries(answer)
            for entry in entries { terminal.say(line(entry, answer)) }
            if entries.isEmpty { terminal.say(none) }
        }
    }
}
