import Governance

// Datasets and models that runs used and made.
extension TrackingSession {
    package func logInputs(
        _ datasets: [DatasetInput], models: [String], to id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        try TrackingCheck.datasets(datasets)
        let run = try loggable(run: id, within: reach)
        for (position, input) in datasets.enumerated() {
            let dataset = try number(of: input, in: run.experiment)
            try connection.run(
                """
                INSERT INTO dataset_input (run, dataset, position) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """, .integer(run.number), .integer(dataset), .integer(Int64(position)))
            try connection.insert(
                into: "dataset_tag", ["run", "dataset", "key", "value"],
                input.tags.lastOfEachKey.map {
                    [.integer(run.number), .integer(dataset), .text($0.key), .text($0.value)]
                }, "ON CONFLICT (run, dataset, key) DO UPDATE SET value = excluded.value")
        }
        try requireModels(models, of: run)
        try connection.insert(
            into: "model_input", ["run", "model_id"],
            Set(models).sorted().map { [.integer(run.number), .text($0)] },
            "ON CONFLICT DO NOTHING")
        try touch(run: run.number)
    }

    private func number(
        of input: DatasetInput, in experiment: Int64
    ) throws(TrackingError) -> Int64 {
        let known = try connection.first(
            "SELECT id FROM dataset WHERE experiment = ? AND name = ? AND digest = ?",
            [.integer(experiment), .text(input.name), .text(input.digest)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        if let known { return known }
        return try connection.first(
            """
            INSERT INTO dataset (experiment, name, digest, source_type, source, schema_text,
              profile) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .integer(experiment), .text(input.name), .text(input.digest),
                .text(input.sourceType), .text(input.source), .text(input.schema),
                .text(input.profile),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
    }

    package func logOutputs(
        _ outputs: [ModelOutput], to id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        guard outputs.count <= TrackingLimits.entryCountMax else {
            throw TrackingCheck.invalid("A run's outputs are logged 1000 at a time at most.")
        }
        let run = try loggable(run: id, within: reach)
        try requireModels(outputs.map(\.model), of: run)
        for output in outputs {
            try connection.run(
                """
                INSERT INTO model_output (run, model_id, step) VALUES (?, ?, ?)
                ON CONFLICT (run, model_id) DO UPDATE SET step = excluded.step
                """, .integer(run.number), .text(output.model), .integer(output.step))
        }
        try touch(run: run.number)
    }

    /// INVARIANT: a run names no model of an experiment in another workspace.
    private func requireModels(
        _ ids: [String], of run: RunInfo
    ) throws(TrackingError) {
        guard ids.count <= TrackingLimits.entryCountMax else {
            throw TrackingCheck.invalid("A run's models are logged 1000 at a time at most.")
        }
        for id in Set(ids) {
            let experiment = try connection.first(
                "SELECT experiment FROM logged_model WHERE model_id = ?", [.text(id)]
            ) { row throws(TrackingError) in row.integer(0) ?? -1 }
            guard let experiment,
                try workspace(ofExperiment: experiment)
                    == workspace(ofExperiment: run.experiment)
            else { throw .refused(.model(id)) }
        }
    }

    /// Which datasets the runs of experiments used, and for what.
    package func datasetSummaries(
        ofExperiments ids: [String], within reach: TrackingReach
    ) throws(TrackingError) -> [DatasetSummary] {
        let experiments = try visible(ids, within: reach)
        guard !experiments.isEmpty else { return [] }
        let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
        return try connection.all(
            """
            SELECT DISTINCT dataset.experiment, dataset.name, dataset.digest, dataset_tag.value
            FROM dataset JOIN dataset_input ON dataset_input.dataset = dataset.id
            LEFT JOIN dataset_tag ON dataset_tag.run = dataset_input.run
              AND dataset_tag.dataset = dataset.id AND dataset_tag.key = ?
            WHERE dataset.experiment IN (\(places))
            ORDER BY dataset.experiment, dataset.name, dataset.digest LIMIT 1000
            """,
            [.text(DatasetInput.contextTag)] + experiments.map { .integer($0) }
        ) { row throws(TrackingError) in
            DatasetSummary(
                experiment: row.integer(0) ?? 0, name: row.text(1) ?? "",
                digest: row.text(2) ?? "", context: row.text(3))
        }
    }
}

/// A dataset that runs of an experiment used.
package struct DatasetSummary: Sendable, Equatable {
    package let experiment: Int64
    package let name: String
    package let digest: String
    package let context: String?
}
