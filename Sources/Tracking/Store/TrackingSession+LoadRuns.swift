// Whole runs.
extension TrackingSession {
    /// The runs at these places that are still there, with all they logged; in no order.
    package func runs(
        at numbers: [Int64], within reach: TrackingReach
    ) throws(TrackingError) -> [Run] {
        var runs: [Int64: Run] = [:]
        for number in numbers where runs[number] == nil {
            let info = try connection.first(
                "SELECT \(Self.runColumns) FROM run WHERE id = ?", [.integer(number)],
                Self.runInfo)
            guard let info else { continue }
            try requireReading(experiment: info.experiment, within: reach, orElse: .run(info.id))
            runs[number] = try loaded(info)
        }
        return Array(runs.values)
    }

    func loaded(_ info: RunInfo) throws(TrackingError) -> Run {
        var run = Run(info: info)
        run.metrics = try latestMetrics(of: info.number)
        run.parameters = try pairs("param", "run", of: info.number)
        run.tags = try pairs("run_tag", "run", of: info.number)
        for entry in try journal(of: info.number) { run.add(entry) }
        run.datasets = try datasets(of: info.number)
        run.modelInputs = try connection.all(
            "SELECT model_id FROM model_input WHERE run = ? ORDER BY model_id",
            [.integer(info.number)]
        ) { row throws(TrackingError) in row.text(0) ?? "" }
        run.modelOutputs = try connection.all(
            "SELECT model_id, step FROM model_output WHERE run = ? ORDER BY step, model_id",
            [.integer(info.number)]
        ) { row throws(TrackingError) in
            ModelOutput(model: row.text(0) ?? "", step: row.integer(1) ?? 0)
        }
        return run
    }

    private func latestMetrics(of number: Int64) throws(TrackingError) -> [Metric] {
        try connection.all(
            """
            SELECT key, value, is_nan, timestamp, step FROM latest_metric WHERE run = ?
            ORDER BY key
            """, [.integer(number)], Self.metric)
    }

    /// From key, value, whether it is no number, timestamp and step.
    static func metric(_ row: any SQLRow) throws(TrackingError) -> Metric {
        Metric(
            key: row.text(0) ?? "",
            value: row.integer(2) == 1 ? .nan : row.number(1) ?? 0,
            timestampMilliseconds: row.integer(3) ?? 0, step: row.integer(4) ?? 0)
    }

    private func datasets(of number: Int64) throws(TrackingError) -> [DatasetInput] {
        let found = try connection.all(
            """
            SELECT dataset.id, name, digest, source_type, source, schema_text, profile
            FROM dataset_input JOIN dataset ON dataset.id = dataset_input.dataset
            WHERE run = ? ORDER BY position, dataset.id
            """, [.integer(number)]
        ) { row throws(TrackingError) in
            (
                row.integer(0) ?? 0,
                DatasetInput(
                    name: row.text(1) ?? "", digest: row.text(2) ?? "",
                    sourceType: row.text(3) ?? "", source: row.text(4) ?? "",
                    schema: row.text(5), profile: row.text(6))
            )
        }
        var inputs: [DatasetInput] = []
        for (id, found) in found {
            var input = found
            input.tags = try connection.all(
                "SELECT key, value FROM dataset_tag WHERE run = ? AND dataset = ? ORDER BY key",
                [.integer(number), .integer(id)]
            ) { row throws(TrackingError) in
                TrackedPair(key: row.text(0) ?? "", value: row.text(1) ?? "")
            }
            inputs.append(input)
        }
        return inputs
    }
}

extension Run {
    /// Adds what was logged after all that it has.
    fileprivate mutating func add(_ entry: JournalEntry) {
        metrics = (metrics + entry.metrics).lastOfEachKey
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        tags = (tags + entry.tags).lastOfEachKey
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }
}
