import API
import ArgumentParser
import Governance
import Operations
import Transparency

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens, by which programs ask a server.",
        subcommands: [
            TokenIssueCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
        ])
}

struct TokenIssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Make a token; it is shown once.",
        discussion: """
            Whoever has the home's files may. On a server everybody makes tokens for themselves, and
            administrators for services. With `--role`, a service of that name is added if there
            is none. A token speaks for its owner; `--only` and `--workspace` make it allow less.

            EXAMPLES
              assay token issue --for pipeline --role contributor
              assay token issue --for pipeline --role contributor@credit --days 30 --label ci
              assay token issue --for ruth@example.org --only inventory:read

            EXIT STATUS
              0 issued   1 refused   3 could not be done
            """)

    @Option(name: .customLong("for"), help: "The account it speaks for.")
    var name: String
    @Option(help: "ROLE or ROLE@WORKSPACE of a new service; may be repeated.")
    var role: [String] = []
    @Option(help: "A permission that it is for; may be repeated (default: all of the owner's).")
    var only: [String] = []
    @Option(help: "A workspace that it is for; may be repeated (default: all of the owner's).")
    var workspace: [String] = []
    @Option(help: "How many days it lasts, up to \(IssueToken.lifeDaysMax).")
    var days = 90
    @Option(help: "What it is for, in letters, digits and `-_.`.")
    var label = "cli"
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let actor = try actor.actor()
            let grants = try ParseArgument.grants(role)
            let permissions: [Permission] = try only.map {
                try ParseArgument.choice($0, "permission")
            }
            let workspaces = try workspace.map(ParseArgument.workspace)
            let desk = try await Desk.open()
            if !grants.isEmpty { try await addService(grants, on: desk, by: actor) }
            let issued = try await desk.perform(
                IssueToken(
                    for: name, label: label, permissions: only.isEmpty ? nil : Set(permissions),
                    workspaces: workspace.isEmpty ? nil : Set(workspaces),
                    expiresAt: Home.now().adding(days: days), by: actor))
            try await desk.close()
            try say(issued, on: terminal)
        }
    }

    private func say(_ issued: IssueToken.Issued, on terminal: Terminal) throws(Failure) {
        guard !issued.text.isEmpty else {
            throw .fault(
                "lost_answer",
                "the token `\(issued.id)` was made, but the connection broke before it came: "
                    + "revoke it with `assay token revoke \(issued.id)`, and issue another")
        }
        terminal.answer([
            "expiresAt": .string(issued.expiresAt.description), "id": .string(issued.id),
            "name": .string(name), "token": .string(issued.text),
        ])
        terminal.say(issued.text)
        terminal.note("for \(name) until \(issued.expiresAt.day); it is not shown again")
    }

    private func addService(_ grants: Set<Grant>, on desk: Desk, by actor: Actor) async throws {
        do {
            _ = try await desk.perform(
                AddPrincipal(name: name, kind: .service, grants: grants, by: actor))
        } catch let failure as Failure where failure.code == "principal_exists" {
            throw Failure.refused(
                "principal_exists",
                "there is an account `\(name)` already; leave out `--role`, or change its roles "
                    + "with `assay person grant`")
        }
    }
}

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the tokens, newest first, without their secrets.",
        discussion: """
            EXAMPLE
              assay token list
            """)

    @OptionGroup var list: ListOptions

    func run() async throws {
        try await list.show(
            { ListTokens($0, by: .reader) }, orNone: "no tokens", \.tokens
        ) { token, page in
            let state = token.revokedAt == nil ? "until \(token.expiresAt.day)" : "revoked"
            return "\(token.id.padded(18)) \(state.padded(17)) \(token.label.padded(12)) "
                + page.owners.name(token.principal.text)
        }
    }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Make a token worth nothing from the next request on.",
        discussion: """
            EXAMPLE
              assay token revoke 4f1c09a2b7d3

            EXIT STATUS
              0 revoked   1 refused   3 could not be done
            """)

    @Argument(help: "The token's id, between its `_` and its dot.")
    var id: String
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            try await Desk.performing(RevokeToken(id: id, by: try actor.actor()))
            terminal.answer(["id": .string(id), "revoked": true])
            terminal.say("revoked \(id)")
        }
    }
}
