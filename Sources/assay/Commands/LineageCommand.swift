import ArgumentParser
import Governance
import Operations
import Transparency

struct LineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Record what was made of what, as other tools kept it.",
        subcommands: [DVC.self])

    struct DVC: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dvc",
            abstract: "Record the stages of DVC pipelines.",
            discussion: """
                Reads `dvc.lock` and `*.dvc`: each stage with the files it used and made, by MD5 and, where
                a file is at hand, by SHA-256 too; and the files of each folder that DVC's cache lists.
                Read again, only what is new is recorded.

                EXAMPLES
                  assay lineage dvc .
                  assay lineage dvc dvc.lock --workspace credit
                  assay impact data/raw.csv

                EXIT STATUS
                  0 recorded, or known already   1 refused   3 could not be done
                """)

        @Argument(help: "A folder, a `dvc.lock` or a `*.dvc`.")
        var path = "."
        @Option(help: "Where it is recorded (default: the workspace `default`).")
        var workspace: String?
        @OptionGroup var actor: ActorOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { terminal in
                let found = try PipelineLineage(at: path).found
                let workspace = try self.workspace.map(ParseArgument.workspace) ?? .standard
                let actor = try self.actor.actor()
                let desk = try await Desk.open()
                var activities: [JSON] = []
                for one in found {
                    let isNew = try await desk.perform(
                        RecordLineage(
                            activity: one.activity, in: workspace, statement: one.statement,
                            by: actor))
                    activities.append(json(one.activity, isNew))
                    say(one.activity, isNew, terminal)
                }
                try await desk.close()
                terminal.answer(["activities": .array(activities)])
                if found.isEmpty { terminal.say("nothing that has an MD5") }
            }
        }

        private func json(_ activity: LineageActivity, _ isNew: Bool) -> JSON {
            [
                "id": .string(activity.id), "inputs": JSON(activity.inputs.count),
                "isNew": .bool(isNew), "name": .string(activity.name),
                "outputs": JSON(activity.outputs.count),
            ]
        }

        private func say(_ activity: LineageActivity, _ isNew: Bool, _ terminal: Terminal) {
            let ends = "\(activity.inputs.count) → \(activity.outputs.count)"
            terminal.say(
                "\(isNew ? "recorded" : "known   ")  \(activity.name)  (\(ends))".withoutControls)
        }
    }
}
