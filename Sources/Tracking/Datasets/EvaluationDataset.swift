package import Governance

/// Questions, and what is expected of the answers, which models are evaluated with.
package struct EvaluationDataset: Sendable, Equatable {
    package var number: Int64
    package var id: String
    package var workspace: Workspace
    package var name: String
    /// Of its name and of what its records say, in whatever order they came.
    package var digest: String
    /// JSON: which fields its records have, or had, and of which types.
    package var schema: String?
    package var recordCount: Int64
    package var byteCount: Int64
    package var createdMilliseconds: Int64
    package var updatedMilliseconds: Int64
    package var createdBy: String?
    package var updatedBy: String?
    package var tags: [TrackedPair] = []

    static let idPrefix = "d-"
    /// Who says that a client acts for them.
    static let userTag = "mlflow.user"
}

/// How much there is of a data set at most.
package enum DatasetLimits {
    package static let nameLengthMax = 255
    package static let userLengthMax = 255
    package static let tagLengthMax = 5_000
    package static let tagCountMax = 100
    package static let experimentCountMax = 100
    package static let recordCountMax: Int64 = 100_000
    package static let recordByteCountMax: Int64 = 1 << 20
    package static let byteCountMax: Int64 = 256 << 20
    /// Of the JSON that names the records' fields.
    package static let schemaLengthMax = 65_535
    package static let changedCountMax = 10_000
    package static let resultCountMax = 1_000
    /// A page ends with the record that is the first beyond.
    static let pageByteCountMax: Int64 = 8 << 20
}

extension TrackingRefusal {
    package static func evaluationDataset(_ id: String) -> Self {
        .missing("Evaluation dataset with id '\(id.prefix(100))' not found")
    }
}

/// What may be done to a data set that is there, besides to its records.
package enum DatasetChange: Sendable, Equatable {
    case setTags([TrackedPair])
    case removeTag(String)
    case addExperiments([String])
    case removeExperiments([String])
}

extension TrackingCheck {
    static func datasetName(_ name: String) throws(TrackingError) {
        guard !name.isEmpty else {
            throw invalid("Missing value for required parameter 'name'.")
        }
        try length(name, "name", DatasetLimits.nameLengthMax)
        try plain(name, "name")
    }

    static func datasetTags(_ tags: [TrackedPair]) throws(TrackingError) {
        guard tags.count <= DatasetLimits.tagCountMax else {
            throw invalid("At most \(DatasetLimits.tagCountMax) tags may be given at once.")
        }
        for pair in tags {
            try tag(pair, "tags.")
            try length(pair.value, "tags.value", DatasetLimits.tagLengthMax)
        }
    }

    static func datasetExperiments(_ ids: [String]) throws(TrackingError) {
        guard ids.count <= DatasetLimits.experimentCountMax else {
            throw invalid(
                "At most \(DatasetLimits.experimentCountMax) experiments may be given at once.")
        }
    }
}
