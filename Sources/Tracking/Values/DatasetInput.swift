/// A dataset that a run used, as its client describes it.
package struct DatasetInput: Sendable, Equatable {
    package var name: String
    /// The client's own short digest, not one of bytes.
    package var digest: String
    package var sourceType: String
    package var source: String
    package var schema: String?
    package var profile: String?
    package var tags: [TrackedPair]

    package init(
        name: String, digest: String, sourceType: String, source: String, schema: String? = nil,
        profile: String? = nil, tags: [TrackedPair] = []
    ) {
        self.name = name
        self.digest = digest
        self.sourceType = sourceType
        self.source = source
        self.schema = schema
        self.profile = profile
        self.tags = tags
    }

    /// The tag that says what a dataset was used for.
    package static let contextTag = "mlflow.data.context"
}

/// A logged model that a run made, and at which step.
package struct ModelOutput: Sendable, Equatable {
    package let model: String
    package let step: Int64

    package init(model: String, step: Int64) {
        self.model = model
        self.step = step
    }
}
