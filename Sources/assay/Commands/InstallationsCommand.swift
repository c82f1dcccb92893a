import ArgumentParser
import Governance
import Operations
import SupplyChain
import Transparency

struct InstallationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "installations",
        abstract: "Who installed which package, with what and where.",
        discussion: """
            What installers took from this server's index: each file once a day for the same person,
            machine and installer.

            EXAMPLES
              assay installations numpy==2.1.0
              assay installations requests --where ci=true
              assay installations --where by=ann@example.org

            Fields: \(ListInstallations.fields.joined(separator: ", ")).
            """)

    @Argument(help: "A package, or one release of it as NAME==RELEASE.")
    var package: String?
    @Option(name: .customLong("where"), help: "FIELD=VALUE; may be repeated.")
    var conditions: [String] = []
    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let matching = try asked() + conditions.map(ParseArgument.condition)
            let page = PageRequest(limit: try ParseArgument.limit(limit))
            let listed = try await Desk.performing(
                ListInstallations(matching: matching, page: page, by: .reader))
            terminal.answer([
                "installations": .array(listed.installations.map(\.json)),
                "more": .bool(listed.next != nil),
            ])
            for installation in listed.installations { say(installation, terminal) }
            if listed.installations.isEmpty { terminal.say("no installations") }
            if listed.next != nil { terminal.say("there are more: use `--limit` or `--where`") }
        }
    }

    private func asked() throws -> [(field: String, value: String)] {
        guard let package else { return [] }
        let halves = package.split(separator: "=", maxSplits: 1).map(String.init)
        let release = halves.count == 2 ? String(halves[1].drop { $0 == "=" }) : nil
        guard let name = halves.first, PackageName(name) != nil, release?.isEmpty != true else {
            throw Failure.fault(
                "bad_package", "`\(package)` is no package: write NAME or NAME==RELEASE")
        }
        return [("project", name)] + (release.map { [("release", $0)] } ?? [])
    }

    private func say(_ installation: Installation, _ terminal: Terminal) {
        let client = installation.installer
        let program = [client.name, client.version].filter { !$0.isEmpty }.joined(separator: " ")
        let python = client.python.isEmpty ? "" : "Python \(client.python)"
        let place = [client.distribution.isEmpty ? client.system : client.distribution, client.cpu]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let ci = client.isInCI == true ? "CI" : ""
        let details = [program, python, place, ci].filter { !$0.isEmpty }.joined(separator: ", ")
        let day = installation.at?.day ?? ""
        terminal.say("\(day)  \(installation.file)  \(installation.byName)".withoutControls)
        terminal.say(
            terminal.styled(
                "            at \(installation.machineName), \(details) [\(installation.version)]"
                    .withoutControls, .dim))
    }
}
