package import Governance
package import Operations
import Tracking
import Transparency

/// Takes the history of an MLflow server into a home: experiments, runs, registered models and their
/// versions with their bytes.
///
/// INVARIANT: what is there already is left as it is, and what is half there is gone on with; so it may
/// be done twice, or broken off.
package actor MLflowImport {
    private let platform: Platform
    private let upstream: MLflowUpstream
    private let workspace: Workspace
    private let by: Actor
    private let progress: @Sendable (String) -> Void
    private(set) var summary = Summary()
    /// By their numbers at the other server.
    private var experiments: [String: Experiment] = [:]

    private static let noteCountMax = 1_000

    /// How many there were, and how many of them were not here.
    package struct Count: Sendable, Equatable {
        package var found = 0
        package var new = 0

        mutating func add(isNew: Bool) {
            found += 1
            if isNew { new += 1 }
        }
    }

    package struct Summary: Sendable, Equatable {
        package var experiments = Count()
        package var runs = Count()
        package var models = Count()
        package var versions = Count()
        package var aliases = Count()
        package var stages = Count()
        /// What was not brought in, and why.
        package var notes: [String] = []
        /// How many more there are.
        package var otherNoteCount = 0
    }

    /// `progress`: Told what is being done.
    package init(
        platform: Platform, server: any UpstreamServer, workspace: Workspace, by: Actor,
        progress: @escaping @Sendable (String) -> Void
    ) {
        self.platform = platform
        upstream = MLflowUpstream(server: server)
        self.workspace = workspace
        self.by = by
        self.progress = progress
    }

    package func run() async throws -> Summary {
        try await upstream.forEach(
            "experiments", at: "experiments/search",
            ["view_type": "ALL", "max_results": 500, "order_by": ["creation_time ASC"]],
            isSearch: true
        ) { try await self.experiment($0) }
        for filter in [nil, Self.prompts] {
            try await upstream.forEach(
                "registered_models", at: "registered-models/search",
                Self.fields(filter, ["max_results": "100"]), isSearch: false
            ) { try await self.model($0) }
        }
        for filter in [nil, Self.prompts] {
            let fields = Self.fields(
                filter, ["max_results": "200", "order_by": "creation_timestamp ASC"])
            try await upstream.forEach(
                "model_versions", at: "model-versions/search", fields, isSearch: false
            ) { try await self.version($0) }
        }
        for filter in [nil, Self.prompts] {
            try await upstream.forEach(
                "registered_models", at: "registered-models/search",
                Self.fields(filter, ["max_results": "100"]), isSearch: false
            ) { try await self.aliases(of: $0) }
        }
        return summary
    }

    /// Searches leave prompts out unless they are asked for.
    private static let prompts = "tags.`mlflow.prompt.is_prompt` = 'true'"

    private static func fields(_ filter: String?, _ more: [String: JSON]) -> [String: JSON] {
        more.merging(filter.map { ["filter": .string($0)] } ?? [:]) { $1 }
    }

    /// Goes on without what this home does not take, and says so; what goes wrong with the other server,
    /// or with this home, ends it.
    private func taking(_ what: String, _ body: () async throws -> Void) async throws {
        do { try await body() } catch let failure as Failure {
            guard failure.kind == .refused || Self.isOfOne(failure) else { throw failure }
            guard summary.notes.count < Self.noteCountMax else {
                summary.otherNoteCount += 1
                return
            }
            summary.notes.append("\(what): \(failure.message)")
        }
    }

    private static func isOfOne(_ failure: Failure) -> Bool {
        [
            "bad_tracking", "tracked_already", "unknown_tracked", "bad_name", "too_large",
            "wrong_length",
        ].contains(failure.code)
    }

    private func experiment(_ json: JSON) async throws {
        guard let id = json["experiment_id"]?.stringValue, let name = json["name"]?.stringValue
        else { throw upstream.malformed("an experiment without a name") }
        try await taking("experiment `\(name)`") {
            let tags = UpstreamWire.pairs(json["tags"])
            let (experiment, isNew) = try await platform.perform(
                ImportExperiment(name, tags: tags, in: workspace, by: by))
            summary.experiments.add(isNew: isNew)
            experiments[id] = experiment
            let before = summary.runs.found
            try await runs(of: id, in: experiment)
            progress("experiment `\(name)`: \(summary.runs.found - before) runs")
            guard isNew, json["lifecycle_stage"] == "deleted" else { return }
            try await platform.perform(
                ChangeExperiment(experiment: "\(experiment.id)", change: .delete, by: by))
        }
    }

    private func runs(of id: String, in experiment: Experiment) async throws {
        try await upstream.forEach(
            "runs", at: "runs/search",
            [
                "experiment_ids": [.string(id)], "run_view_type": "ALL", "max_results": 50,
                "order_by": ["start_time ASC"],
            ], isSearch: true
        ) { json in
            guard var run = UpstreamWire.run(json) else {
                throw self.upstream.malformed("a run without an id")
            }
            run.info.experiment = experiment.id
            try await self.run(run)
        }
    }

    private func run(_ run: Run) async throws {
        let (upstream, id) = (upstream, run.info.id)
        try await taking("run `\(id)`") {
            let isNew = try await platform.perform(
                ImportRun(
                    run, from: upstream.address,
                    history: { key, consume in
                        try await upstream.history(of: key, run: id, consume)
                    }, by: by))
            summary.runs.add(isNew: isNew)
            if summary.runs.found % 100 == 0 { progress("\(summary.runs.found) runs") }
        }
    }
}

// Registered models.
extension MLflowImport {
    private func model(_ json: JSON) async throws {
        guard let name = json["name"]?.stringValue else {
            throw upstream.malformed("a registered model without a name")
        }
        try await taking("registered model `\(name)`") {
            let isKnown = try await known(name) != nil
            if !isKnown {
                _ = try await platform.perform(
                    CreateRegisteredModel(
                        name: name, workspace: workspace,
                        modelDescription: json["description"]?.stringValue ?? "",
                        tags: UpstreamWire.pairs(json["tags"]), by: by))
            }
            summary.models.add(isNew: !isKnown)
        }
    }

    private func known(_ name: String) async throws -> RegisteredModel? {
        do {
            return try await platform.perform(ReadRegisteredModel(name: name, by: by))
        } catch let failure as Failure where failure.code == "unknown_tracked" { return nil }
    }

    private func version(_ json: JSON) async throws {
        guard let stated = UpstreamWire.version(json) else {
            throw upstream.malformed("a version without a number")
        }
        let label = "version \(stated.number) of `\(stated.new.name)`"
        progress(label)
        try await taking(label) {
            let experiment = experiments.values.min { $0.id < $1.id }?.id ?? Experiment.standardID
            let (version, isNew) = try await platform.perform(
                ImportModelVersion(
                    stated, from: upstream, in: workspace, experiment: experiment, by: by))
            summary.versions.add(isNew: isNew)
            if version.status == .failed {
                throw Failure.refused(
                    "not_registered", version.statusMessage ?? "it could not be registered")
            }
            try await move(version, to: json["current_stage"]?.stringValue)
        }
    }

    /// A stage that a policy guards asks the gate.
    private func move(_ version: ModelVersion, to text: String?) async throws {
        guard let stage = text.flatMap(ModelVersion.Stage.init(asked:)), stage != .none else {
            return
        }
        if version.stage != stage {
            _ = try await platform.perform(
                ChangeModelVersion(
                    name: version.name, number: "\(version.number)",
                    change: .move(to: stage, archivesOthers: false), by: by))
        }
        summary.stages.add(isNew: version.stage != stage)
    }

    /// An alias that a policy guards asks the gate.
    private func aliases(of json: JSON) async throws {
        guard let name = json["name"]?.stringValue, let known = try await known(name) else {
            return
        }
        let there = json["aliases"]?.arrayValue ?? []
        for entry in there {
            guard let alias = entry["alias"]?.stringValue,
                let number = entry["version"]?.mlflowInteger
            else { throw upstream.malformed("an alias without a name") }
            let isNew = !known.aliases.contains(ModelAlias(alias: alias, number: number))
            try await taking("alias `\(alias)` of `\(name)`") {
                if isNew {
                    try await platform.perform(
                        SetModelAlias(name: name, alias: alias, number: "\(number)", by: by))
                }
                summary.aliases.add(isNew: isNew)
            }
        }
    }
}
