import ArgumentParser
import Governance
import Operations
import Transparency

extension EvidenceCommand {
    struct Recompute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recompute",
            abstract: "Measure again what `assay eval` measured, and compare the bytes.",
            discussion: """
                Reads the version's registered files, each by its digest, and measures by the
                configuration and seed in the evidence. All reports of that configuration are
                compared. When all are the same, each is kept once more, graded verified; not so
                when scores were read from a column, for nobody saw the model make them, and not on
                a server, which takes what clients hand in as declared.

                EXAMPLES
                  assay evidence recompute income@2
                  assay evidence recompute income@2 3fa9c1
                  assay evidence recompute income@2 --file /mnt/archive/evaluation.csv

                EXIT STATUS
                  0 the same bytes   1 other numbers   3 could not recompute
                """)

        /// Differences of a report that are shown.
        private static let differencesMost = 6

        @Argument(help: "The version, such as income@2.")
        var version: String
        @Argument(
            help: "The evidence's digest, or the beginning of it (default: the newest eval_report)."
        )
        var evidence: String?
        @Option(help: "A file or folder that has moved, known by its digest; may be repeated.")
        var file: [String] = []
        @OptionGroup var engine: RuntimeOptions
        @OptionGroup var actor: ActorOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                let desk = try await Desk.open()
                let recomputed = try await recomputed(on: desk, terminal)
                var kept: [Evidence] = []
                for addition in desk.isServer ? [] : recomputed.additions {
                    kept.append(try await desk.perform(addition))
                }
                try await desk.close()
                let answer = try answer(recomputed, kept)
                terminal.answer(answer)
                for report in recomputed.reports { say(report, terminal) }
                say(recomputed, kept, terminal)
                guard recomputed.isIdentical else { throw Outcome.no }
            }
        }

        private func recomputed(
            on desk: Desk, _ terminal: Terminal
        ) async throws -> RecomputeEvaluation.Recomputed {
            let version = try ParseArgument.version(version)
            let by = try actor.actor()
            let shown = try await desk.perform(
                ShowVersion(version: version, to: "production", by: by))
            let recorded = try RecordedEvaluation(of: version, in: shown.dossier, named: evidence)
            var rivalArtifacts: [Artifact] = []
            if let rival = recorded.rival {
                rivalArtifacts = try await desk.perform(VersionSources(version: rival, by: by))
            }
            var again = RecomputeEvaluation(
                recorded, artifacts: shown.artifacts, rivalArtifacts: rivalArtifacts, moved: file,
                by: by)
            again.runtime = engine.runtime(isPreferred: recorded.prefersRuntime)
            return try await again.run(progress: terminal.step())
        }

        private func answer(
            _ recomputed: RecomputeEvaluation.Recomputed, _ kept: [Evidence]
        ) throws -> JSON {
            [
                "identical": .bool(recomputed.isIdentical),
                "kept": .array(kept.map(\.json)),
                "reports": .array(recomputed.reports.map(\.json)),
                "runs_model": .bool(recomputed.isSeen),
                "version": .string(try ParseArgument.version(version).description),
            ]
        }

        private func say(_ report: RecomputeEvaluation.Report, _ terminal: Terminal) {
            let recorded = report.recorded
            let word = report.isIdentical ? "the same bytes" : "NOT the same"
            terminal.say(
                "\(terminal.styled(recorded.kind.rawValue, .bold))  \(recorded.id)  \(word)")
            for difference in report.differences.prefix(Self.differencesMost) {
                terminal.say("  \(difference.text)".withoutControls)
            }
            let left = report.differences.count - Self.differencesMost
            if left > 0 { terminal.say("  and \(counted(left, "other difference"))") }
        }

        private func say(
            _ recomputed: RecomputeEvaluation.Recomputed, _ kept: [Evidence], _ terminal: Terminal
        ) {
            for item in kept { terminal.say("kept \(item.kind.rawValue) \(item.id) as verified") }
            guard recomputed.isIdentical, kept.isEmpty else { return }
            terminal.say(
                recomputed.isSeen
                    ? "nothing was kept: to the server it would be declared, as all that clients say"
                    : "nothing was kept: scores were read, and nobody saw the model make them")
        }
    }
}

extension Desk {
    fileprivate var isServer: Bool {
        if case .server = self { true } else { false }
    }
}

extension RecomputeEvaluation.Report {
    /// Differences of a report that are written.
    private static let differencesMost = 1000

    fileprivate var json: JSON {
        [
            "differences": .array(differences.prefix(Self.differencesMost).map(\.json)),
            "evidence": .string(recorded.id.description), "identical": .bool(isIdentical),
            "kind": .string(recorded.kind.rawValue),
        ]
    }
}

extension PredicateDifference {
    fileprivate var json: JSON {
        ["again": again ?? .null, "path": .string(path), "recorded": recorded ?? .null]
    }

    fileprivate var text: String {
        "\(path): \(Self.word(recorded)) is recorded, \(Self.word(again)) came out"
    }

    /// A number or a text; the lengths of longer things.
    private static func word(_ value: JSON?) -> String {
        switch value {
        case nil: "nothing"
        case .array(let elements): "a list of \(elements.count)"
        case .object(let members): "an object of \(members.count)"
        case .null, .bool, .number, .string: value?.canonical ?? "nothing"
        }
    }
}
