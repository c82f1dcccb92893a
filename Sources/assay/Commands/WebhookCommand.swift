import API
import ArgumentParser
import Operations
import Transparency

struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "URLs that a server tells of new records.",
        subcommands: [
            WebhookAddCommand.self, WebhookListCommand.self, WebhookReplayCommand.self,
            WebhookRemoveCommand.self,
        ])
}

struct WebhookAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Have a URL told of new records; the secret is shown once.",
        discussion: """
            Messages are signed with the secret (Standard Webhooks). A server tells the URL as long
            as it runs. A home knows no server's settings: it takes public addresses alone.

            EXAMPLES
              assay webhook add https://hooks.example.org/assay
              assay webhook add https://hooks.example.org/assay --kind release_signed
              assay webhook add https://marquez.example.org/api/v1/lineage --format openlineage

            EXIT STATUS
              0 added   1 refused   3 could not be done
            """)

    @Argument(help: "Where messages go.")
    var url: String
    @Option(help: "A kind of record; may be repeated (default: what becomes of versions).")
    var kind: [String] = []
    @Option(help: "In which words: record, or openlineage (default: record).")
    var format = WebhookFormat.record.rawValue
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let kinds: [RecordKind] = try kind.map { try ParseArgument.choice($0, "kind") }
            let added = try await Desk.performing(
                AddWebhook(
                    url: url, kinds: kinds.isEmpty ? nil : Set(kinds),
                    format: try ParseArgument.choice(format, "format"), by: try actor.actor()))
            guard !added.secret.isEmpty else {
                throw Failure.fault(
                    "lost_answer",
                    "the webhook `\(added.id)` was added, but the connection broke before its "
                        + "secret came: remove it with `assay webhook remove \(added.id)`, and add "
                        + "it again")
            }
            terminal.answer(AddWebhook.json(added))
            terminal.say(added.secret)
            terminal.note("\(added.id) tells \(added.origin); the secret is not shown again")
        }
    }
}

struct WebhookListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the webhooks, how far each was told, and what was given up.",
        discussion: """
            EXAMPLE
              assay webhook list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let webhooks = try await Desk.performing(ListWebhooks(by: .reader))
            terminal.answer(ListWebhooks.json(webhooks))
            for listed in webhooks {
                terminal.say(
                    "\(listed.webhook.id.padded(20)) \(listed.webhook.origin.padded(32)) "
                        + "\(listed.waitingCount) waiting, \(listed.dead.count) given up")
                for delivery in listed.dead {
                    terminal.say("  record \(delivery.record): \(delivery.reason ?? "")")
                }
            }
            if webhooks.isEmpty { terminal.say("no webhooks") }
        }
    }
}

struct WebhookReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Tell a webhook of a record again.",
        discussion: """
            EXAMPLE
              assay webhook replay wh_4f1c09a2b7d30e11 17

            EXIT STATUS
              0 will be told   1 refused   3 could not be done
            """)

    @Argument(help: "The webhook's id.")
    var id: String
    @Argument(help: "The index of the record.")
    var record: Int
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            try await Desk.performing(
                ReplayDelivery(webhook: id, record: record, by: try actor.actor()))
            terminal.answer(["id": .string(id), "record": JSON(record)])
            terminal.say("\(id) will be told of record \(record)")
        }
    }
}

struct WebhookRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Tell a URL nothing more.",
        discussion: """
            EXAMPLE
              assay webhook remove wh_4f1c09a2b7d30e11

            EXIT STATUS
              0 removed   1 refused   3 could not be done
            """)

    @Argument(help: "The webhook's id.")
    var id: String
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            try await Desk.performing(RemoveWebhook(id: id, by: try actor.actor()))
            terminal.answer(["id": .string(id), "removed": true])
            terminal.say("removed \(id)")
        }
    }
}
