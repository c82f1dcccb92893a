import Governance
import Tracking
import Transparency

/// What a registered model's version comes of: its run's code, datasets and models.
struct CapturedLineage {
    let version: ModelVersion
    /// Its name in the ledger.
    let name: VersionName
    /// Who has its run; `nil` when this server has.
    var upstream: (any ModelUpstream)?
    let by: Actor

    /// Says which version a dataset of a run is, such as `dataset:census@2`.
    static let datasetTag = "assay.version"

    func record(on platform: Platform) async throws {
        let outputs =
            [LineageReference(name)] + [version.modelID.flatMap(Self.model)].compactMap(\.self)
        let run = try await run(on: platform)
        let inputs = run.map(Self.inputs) ?? []
        guard run != nil || outputs.count > 1 else { return }
        let id = version.runID ?? version.modelID ?? name.description
        let activity = LineageActivity(
            id: "mlflow/\(id)", kind: .run, name: run.map(Self.label) ?? "models:/\(id)",
            inputs: inputs, outputs: outputs)
        _ = try await platform.perform { turn in
            try await RecordLineage(activity: activity, in: version.workspace, by: by)
                .record(in: &turn, on: platform)
        }
    }

    private func run(on platform: Platform) async throws -> Run? {
        guard let id = version.runID else { return nil }
        if let upstream { return try await upstream.run(id) }
        let reach = by.reach
        return try? await platform.tracked().searching { session throws(TrackingError) in
            try session.runs(at: [session.place(ofRun: id, within: reach).number], within: reach)
                .first
        }
    }

    /// The commit of its code, the datasets it read and the models it began with.
    static func inputs(_ run: Run) -> [LineageReference] {
        let tags = Dictionary(run.tags.map { ($0.key, $0.value) }) { $1 }
        var texts = run.datasets.map { dataset in
            dataset.tags.first { $0.key == datasetTag }?.value
                ?? "mlflow:\(dataset.name)@\(dataset.digest)"
        }
        if let commit = tags["mlflow.source.git.commit"] {
            let place = tags["mlflow.source.git.repoURL"] ?? tags["mlflow.source.name"] ?? ""
            texts.append("git:\(Self.withoutSecrets(place))@\(commit)")
        }
        return texts.compactMap { LineageReference($0) } + run.modelInputs.compactMap(model)
    }

    private static func model(_ id: String) -> LineageReference? {
        LineageReference("mlflow:models/\(id)")
    }

    private static func label(_ run: Run) -> String {
        let source = run.tags.first { $0.key == "mlflow.source.name" }?.value ?? run.info.name
        let plain = String(
            source.unicodeScalars.filter { $0.properties.generalCategory != .control })
        let short = plain.prefix(100)
        return short.isEmpty ? run.info.id : String(short)
    }

    /// An address without a name and a password in it.
    private static func withoutSecrets(_ place: String) -> String {
        guard let scheme = place.firstRange(of: "://") else { return place }
        let rest = place[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@") else { return place }
        return String(place[..<scheme.upperBound] + rest[rest.index(after: at)...])
    }
}
