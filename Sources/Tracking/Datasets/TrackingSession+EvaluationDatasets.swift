package import Governance
import Transparency

// Data sets that models are evaluated with, one at a time.
extension TrackingSession {
    static let evaluationDatasetColumns =
        "evaluation_dataset.id, evaluation_dataset.dataset_id, evaluation_dataset.workspace, "
        + "evaluation_dataset.name, evaluation_dataset.digest, evaluation_dataset.fields, "
        + "evaluation_dataset.record_count, evaluation_dataset.byte_count, "
        + "evaluation_dataset.created, evaluation_dataset.updated, "
        + "evaluation_dataset.created_by, evaluation_dataset.updated_by"

    static func evaluationDataset(_ row: any SQLRow) throws(TrackingError) -> EvaluationDataset {
        guard let number = row.integer(0), let id = row.text(1),
            let workspace = row.text(2).flatMap({ Workspace($0) }), let name = row.text(3),
            let digest = row.text(4), let recordCount = row.integer(6),
            let byteCount = row.integer(7), let created = row.integer(8),
            let updated = row.integer(9)
        else { throw .failed(.broken("a row of a data set does not read")) }
        return EvaluationDataset(
            number: number, id: id, workspace: workspace, name: name, digest: digest,
            schema: row.text(5), recordCount: recordCount, byteCount: byteCount,
            createdMilliseconds: created, updatedMilliseconds: updated, createdBy: row.text(10),
            updatedBy: row.text(11))
    }

    /// A data set that the caller may see.
    package func evaluationDataset(
        _ id: String, within reach: TrackingReach
    ) throws(TrackingError) -> EvaluationDataset {
        var found = try readable(dataset: id, within: reach)
        found.tags = try pairs("evaluation_dataset_tag", "dataset", of: found.number)
        return found
    }

    func readable(
        dataset id: String, within reach: TrackingReach, lock: String = ""
    ) throws(TrackingError) -> EvaluationDataset {
        let found = try connection.first(
            "SELECT \(Self.evaluationDatasetColumns) FROM evaluation_dataset WHERE dataset_id = ?"
                + lock, [.text(id)], Self.evaluationDataset)
        guard let found else { throw .refused(.evaluationDataset(id)) }
        try reach.requireReading(found.workspace, orElse: .evaluationDataset(id))
        return found
    }

    /// One that the caller may change, held until the transaction ends.
    func loggable(
        dataset id: String, within reach: TrackingReach
    ) throws(TrackingError) -> EvaluationDataset {
        let found = try readable(
            dataset: id, within: reach, lock: connection.dialect.forUpdate)
        try reach.requireLogging(found.workspace, orElse: .evaluationDataset(id))
        return found
    }

    /// The experiments that it belongs to.
    package func experiments(
        ofDataset id: String, within reach: TrackingReach
    ) throws(TrackingError) -> [Int64] {
        let found = try readable(dataset: id, within: reach)
        return try connection.all(
            """
            SELECT experiment FROM evaluation_dataset_experiment WHERE dataset = ?
            ORDER BY experiment
            """, [.integer(found.number)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
    }
}

// What is done to them.
extension TrackingSession {
    /// Begins one where its experiments are, or, without any, in a workspace.
    package func createEvaluationDataset(
        _ name: String, orIn workspace: Workspace, called id: String, tags: [TrackedPair],
        experiments: [String], at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> EvaluationDataset {
        try TrackingCheck.datasetName(name)
        try TrackingCheck.datasetTags(tags)
        let numbers = try loggable(datasetExperiments: experiments, in: nil, within: reach)
        var home = workspace
        if let first = numbers.first, let place = try self.workspace(ofExperiment: first) {
            home = place
        }
        guard reach.writable.contains(home) else { throw .refused(.mayNotLog) }
        let user = tags.last { $0.key == EvaluationDataset.userTag }?.value
        if let user {
            try TrackingCheck.length(user, "tags.mlflow.user", DatasetLimits.userLengthMax)
        }
        try connection.run(
            """
            INSERT INTO evaluation_dataset
              (dataset_id, workspace, name, digest, created, updated, created_by, updated_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .text(EvaluationDataset.idPrefix + id), .text(home.name), .text(name),
            .text(Self.digest(named: name, records: [])), .integer(now), .integer(now),
            .text(user), .text(user))
        let made = try readable(dataset: EvaluationDataset.idPrefix + id, within: .everywhere)
        try put(tags, of: made)
        try put(experiments: numbers, of: made)
        return try evaluationDataset(made.id, within: .everywhere)
    }

    /// - Throws: `invalid` when one is in another workspace than the others, or than the data set.
    private func loggable(
        datasetExperiments ids: [String], in place: Workspace?, within reach: TrackingReach
    ) throws(TrackingError) -> [Int64] {
        try TrackingCheck.datasetExperiments(ids)
        var place = place
        var numbers: [Int64] = []
        for id in ids {
            let experiment = try loggable(experiment: id, within: reach)
            guard place ?? experiment.workspace == experiment.workspace else {
                throw TrackingCheck.invalid(
                    "Experiment '\(experiment.id)' is in another workspace: a data set and its "
                        + "experiments are in one.")
            }
            place = experiment.workspace
            if !numbers.contains(experiment.id) { numbers.append(experiment.id) }
        }
        return numbers
    }

    private func put(_ tags: [TrackedPair], of dataset: EvaluationDataset) throws(TrackingError) {
        try connection.insert(
            into: "evaluation_dataset_tag", ["dataset", "key", "value"],
            tags.lastOfEachKey.map { [.integer(dataset.number), .text($0.key), .text($0.value)] },
            "ON CONFLICT (dataset, key) DO UPDATE SET value = excluded.value")
    }

    private func put(
        experiments numbers: [Int64], of dataset: EvaluationDataset
    ) throws(TrackingError) {
        try connection.insert(
            into: "evaluation_dataset_experiment", ["dataset", "experiment"],
            numbers.map { [.integer(dataset.number), .integer($0)] }, "ON CONFLICT DO NOTHING")
    }

    package func change(
        dataset id: String, _ change: DatasetChange, at now: Int64, within reach: TrackingReach
    ) throws(TrackingError) -> EvaluationDataset {
        let dataset = try loggable(dataset: id, within: reach)
        switch change {
        case .setTags(let tags):
            try TrackingCheck.datasetTags(tags)
            try put(tags, of: dataset)
        case .removeTag(let key):
            try connection.run(
                "DELETE FROM evaluation_dataset_tag WHERE dataset = ? AND key = ?",
                .integer(dataset.number), .text(key))
        case .addExperiments(let ids):
            let numbers = try loggable(
                datasetExperiments: ids, in: dataset.workspace, within: reach)
            try put(experiments: numbers, of: dataset)
            try touch(dataset, at: now)
        case .removeExperiments(let ids):
            try TrackingCheck.datasetExperiments(ids)
            for number in ids.compactMap({ Int64($0) }) {
                try connection.run(
                    """
                    DELETE FROM evaluation_dataset_experiment
                    WHERE dataset = ? AND experiment = ?
                    """, .integer(dataset.number), .integer(number))
            }
            try touch(dataset, at: now)
        }
        return try evaluationDataset(id, within: reach)
    }

    private func touch(_ dataset: EvaluationDataset, at now: Int64) throws(TrackingError) {
        try connection.run(
            "UPDATE evaluation_dataset SET updated = ? WHERE id = ?", .integer(now),
            .integer(dataset.number))
    }

    /// Deletes it with its records, or nothing when it is not there.
    package func delete(
        dataset id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        let dataset: EvaluationDataset
        do throws(TrackingError) { dataset = try loggable(dataset: id, within: reach) } catch {
            guard case .refused(.missing) = error else { throw error }
            return
        }
        for table in TrackingSchema.partsOfDatasets {
            try connection.run(
                "DELETE FROM \(table) WHERE dataset = ?", .integer(dataset.number))
        }
        try connection.run(
            "DELETE FROM evaluation_dataset WHERE id = ?", .integer(dataset.number))
    }
}

extension TrackingReach {
    /// For what the caller made just now.
    fileprivate static let everywhere = TrackingReach(readable: .all, writable: .all)
}
