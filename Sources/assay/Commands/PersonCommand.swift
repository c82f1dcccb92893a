import ArgumentParser
import Governance
import Operations
import Transparency

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "People and services, and what they may do on a server.",
        subcommands: [
            PersonAddCommand.self, PersonGrantCommand.self, PersonDisableCommand.self,
            PersonListCommand.self,
        ])
}

struct PersonAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an account.",
        discussion: """
            Whoever has the home's files may. A role holds everywhere, or with `@` in one workspace:
            \(PrincipalRole.allCases.map(\.rawValue).joined(separator: ", ")).

            EXAMPLES
              assay person add ruth@example.org --role risk-reviewer --password-file ruth.txt
              assay person add tom@example.org --role contributor@credit --role viewer
              assay person add pipeline --service --role contributor

            EXIT STATUS
              0 added   1 refused   3 could not be done
            """)

    @Argument(help: "The name to sign in by.")
    var name: String
    @Flag(help: "A program and no person: it has tokens, no password, and approves nothing.")
    var service = false
    @Option(help: "ROLE or ROLE@WORKSPACE; may be repeated.")
    var role: [String] = []
    @Option(name: .customLong("password-file"), help: "A file whose first line is the password.")
    var passwordFile: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let actor = try actor.actor()
            let grants = try ParseArgument.grants(role)
            let password = try passwordFile.map(Self.password)
            let home = try await Home.openHere(for: "person")
            let id = try await home.platform.perform(
                AddPrincipal(
                    name: name, kind: service ? .service : .person, grants: grants, by: actor))
            if let password {
                try await home.platform.perform(
                    SetPassword(name: name, password: password, by: actor))
            }
            try await home.close()
            terminal.answer([
                "person": [
                    "id": .string(id.text), "kind": .string(service ? "service" : "person"),
                    "name": .string(name), "roles": .array(grants.texts.map(JSON.string)),
                    "disabled": false,
                ]
            ])
            terminal.say("added \(name)" + (grants.isEmpty ? "" : ": \(grants.sentence)"))
            if service { terminal.say("next: assay token issue --for \(name)") }
        }
    }

    private static func password(in file: String) throws(Failure) -> String {
        let text = String(decoding: try FileBytes.read(file), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}

struct PersonGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Give an account these roles, in place of those it has.",
        discussion: """
            EXAMPLES
              assay person grant tom@example.org --role model-owner@credit --role viewer
              assay person grant tom@example.org

            EXIT STATUS
              0 granted   1 refused   3 could not be done
            """)

    @Argument(help: "The account's name.")
    var name: String
    @Option(help: "ROLE or ROLE@WORKSPACE; may be repeated, and without it there are none.")
    var role: [String] = []
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let grants = try ParseArgument.grants(role)
            let command = GrantRoles(name: name, grants: grants, by: try actor.actor())
            let home = try await Home.openHere(for: "person")
            try await home.platform.perform(command)
            try await home.close()
            terminal.answer([
                "name": .string(name), "roles": .array(grants.texts.map(JSON.string)),
            ])
            terminal.say("\(name) has " + (grants.isEmpty ? "no role" : grants.sentence))
        }
    }
}

struct PersonDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "End all that an account may do, its sessions and its tokens.",
        discussion: """
            EXAMPLE
              assay person disable tom@example.org

            EXIT STATUS
              0 disabled   1 refused   3 could not be done
            """)

    @Argument(help: "The account's name.")
    var name: String
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let command = DisablePrincipal(name: name, by: try actor.actor())
            let home = try await Home.openHere(for: "person")
            try await home.platform.perform(command)
            try await home.close()
            terminal.answer(["name": .string(name), "disabled": true])
            terminal.say("disabled \(name)")
        }
    }
}

struct PersonListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the accounts, newest first.",
        discussion: """
            EXAMPLE
              assay person list --json
            """)

    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let limit = try ParseArgument.limit(limit)
            let home = try await Home.openHere(for: "person")
            let page = try await home.platform.perform(ListPrincipals(limit: limit, by: .reader))
            try await home.close()
            terminal.answer(["people": .array(page.principals.map(\.json))])
            for listed in page.principals {
                let account = listed.account
                let state = account.isDisabled ? "disabled" : account.kind.rawValue
                let name = listed.name ?? "(erased)"
                terminal.say("\(name.padded(32)) \(state.padded(9)) \(account.grants.sentence)")
            }
            if page.principals.isEmpty { terminal.say("no accounts") }
        }
    }
}

extension ListPrincipals.Listed {
    fileprivate var json: JSON {
        [
            "id": .string(account.id.text), "kind": .string(account.kind.rawValue),
            "name": name.map(JSON.string) ?? .null, "disabled": .bool(account.isDisabled),
            "roles": .array(account.grants.texts.map(JSON.string)),
        ]
    }
}

extension Set<Grant> {
    fileprivate var texts: [String] { sorted().map(\.description) }
    fileprivate var sentence: String { texts.joined(separator: ", ") }
}
