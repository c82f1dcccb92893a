import API
import ArgumentParser
import Operations
import Transparency

/// An account, and what is done to it.
struct AccountArguments: ParsableArguments {
    @Argument(help: "The account's name.")
    var name: String
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    /// Does it, here or on a server.
    func change<O: AccountOperation & APIOperation>(
        _ operation: O.Type, said: String, _ answer: [String: JSON]
    ) async throws {
        try await common.run { terminal in
            try await Desk.performing(O(name: name, by: try actor.actor()))
            terminal.answer(.object(answer.merging(["name": .string(name)]) { $1 }))
            terminal.say("\(said) \(name)")
        }
    }
}
