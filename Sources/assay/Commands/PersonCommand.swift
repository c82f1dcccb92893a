import API
import ArgumentParser
import Governance
import Operations
import Transparency

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "People and services, and what they may do on a server.",
        subcommands: [
            PersonAddCommand.self, PersonGrantCommand.self, PersonDisableCommand.self,
            PersonEnableCommand.self, PersonEraseCommand.self, PersonListCommand.self,
        ])
}

struct PersonAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an account.",
        discussion: """
            Whoever has the home's files may, and administrators of a server. A role holds everywhere, or with `@` in one workspace:
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
            let password = try passwordFile.map { file throws(Failure) in
                try FileBytes.firstLine(of: file)
            }
            let desk = try await Desk.open()
            if password != nil { try desk.refuseRemote("--password-file", Self.remotePassword) }
            let id = try await desk.perform(
                AddPrincipal(
                    name: name, kind: service ? .service : .person, grants: grants, by: actor))
            if let password, case .home(let home) = desk {
                try await home.platform.perform(
                    SetPassword(name: name, password: password, by: actor))
            }
            try await desk.close()
            terminal.answer([
                "person": [
                    "id": .string(id.text), "kind": .string(service ? "service" : "person"),
                    "name": .string(name), "roles": grants.textsJSON,
                    "disabled": false,
                ]
            ])
            terminal.say("added \(name)" + (grants.isEmpty ? "" : ": \(grants.sentence)"))
            if service { terminal.say("next: assay token issue --for \(name)") }
        }
    }

    private static let remotePassword =
        "on a server an administrator sets a first password in the console"
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
            try await Desk.performing(command)
            terminal.answer(["name": .string(name), "roles": grants.textsJSON])
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

    @OptionGroup var account: AccountArguments

    func run() async throws {
        try await account.change(DisablePrincipal.self, said: "disabled", ["disabled": true])
    }
}

struct PersonEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled account in again.",
        discussion: """
            EXAMPLE
              assay person enable tom@example.org

            EXIT STATUS
              0 enabled   1 refused   3 could not be done
            """)

    @OptionGroup var account: AccountArguments

    func run() async throws {
        try await account.change(EnablePrincipal.self, said: "enabled", ["disabled": false])
    }
}

struct PersonEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget a name and all that lets its owner in; it cannot be undone.",
        discussion: """
            Records keep the pseudonym, so that proofs hold; nobody can say any more whose it was.

            EXAMPLE
              assay person erase tom@example.org

            EXIT STATUS
              0 erased   1 refused   3 could not be done
            """)

    @OptionGroup var account: AccountArguments

    func run() async throws {
        try await account.change(ErasePerson.self, said: "erased", ["erased": true])
    }
}

struct PersonListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the accounts, newest first.",
        discussion: """
            EXAMPLES
              assay person list --json
            """)

    @OptionGroup var list: ListOptions

    func run() async throws {
        try await list.show(
            { ListPrincipals($0, by: .reader) }, orNone: "no accounts", \.principals
        ) { listed, _ in
            let account = listed.account
            let state = account.isDisabled ? "disabled" : account.kind.rawValue
            let name = listed.name ?? "(erased)"
            return "\(name.padded(32)) \(state.padded(9)) \(account.grants.sentence)"
        }
    }
}

extension Set<Grant> {
    fileprivate var sentence: String { sorted().map(\.description).joined(separator: ", ") }
}
