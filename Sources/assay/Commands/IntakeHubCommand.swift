import ArgumentParser
import Governance
import Operations
import Transparency

struct IntakeHubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: "Take in models from a folder of repositories.",
        discussion: """
            The folder has repositories as ORGANISATION/NAME, or is one itself, named by
            `--project`. Their files are copied into the home, looked into and recorded; clients of
            a hub then find them at this home's server.

            EXAMPLES
              assay intake hub mirror
              assay intake hub ./bert --project google-bert/bert-base-uncased \\
                --revision 86b5e0934494bd15c9632b12f734a8a67f723594

            EXIT STATUS
              0 taken in   1 refused   3 could not be done
            """)

    @Argument(help: "The folder.")
    var folder: String
    @Option(help: "The repository that the folder is, such as google-bert/bert-base-uncased.")
    var project: String?
    @Option(help: "The commit that the files are of, in full (default: one made of the files).")
    var revision: String?
    @Option(help: "The branch by which clients ask for it.")
    var ref: String = "main"
    @Option(help: "Where new subjects begin.")
    var workspace: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if revision != nil, project == nil {
            throw ValidationError("`--revision` goes with `--project`.")
        }
    }

    func run() async throws {
        try await common.run { terminal in
            guard let place = workspace.map({ Workspace($0) }) ?? .standard else {
                throw Failure.fault(
                    "bad_workspace", "a workspace is named by \(Workspace.rule)")
            }
            let by = try actor.actor()
            let projects = try project.map { [$0] } ?? HubFolder.repositories(in: folder)
            let desk = try await Desk.open()
            try desk.refuseRemote("intake hub", "run it where the server's home is")
            guard case .home(let home) = desk else { return }
            var taken: [JSON] = []
            for name in projects {
                let path = project == nil ? "\(folder)/\(name)" : folder
                let found = try await HubFolder(
                    path: path, project: name, revision: revision, ref: ref, workspace: place,
                    by: by
                ).run(on: home.platform)
                taken.append(found.json)
                let outcome = found.scan["outcome"]?.stringValue ?? "not looked at"
                terminal.say(
                    "\(name)@\(found.intake.revision.prefix(12)) is \(found.intake.version): "
                        + "\(outcome)" + (found.isNew ? "" : ", as before"))
            }
            try await desk.close()
            terminal.answer(["intakes": .array(taken)])
            terminal.say(
                "next: assay describe SUBJECT --purpose …, then assay gate VERSION --to use")
        }
    }
}

extension TakeIn.TakenIn {
    fileprivate var json: JSON {
        [
            "isNew": .bool(isNew), "licence": intake.licence.map(JSON.string) ?? .null,
            "outcome": scan["outcome"] ?? .null, "project": .string(intake.project),
            "ref": intake.ref.map(JSON.string) ?? .null, "revision": .string(intake.revision),
            "version": .string(intake.version.description),
        ]
    }
}
