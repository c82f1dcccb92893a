/// A version of what judges the answers of a model, in an experiment.
///
/// What it does is the client's own: it is kept as it came, and nothing of it is run.
package struct Scorer: Sendable, Equatable {
    package var id: String
    package var experiment: Int64
    package var name: String
    /// Counts from 1.
    package var version: Int64
    /// JSON, as the client wrote it.
    package var content: String
    package var createdMilliseconds: Int64
}

/// How much there is of scorers at most.
package enum ScorerLimits {
    package static let nameLengthMax = 256
    package static let contentLengthMax = 65_535
    /// Of one scorer.
    static let versionCountMax: Int64 = 1_000
    /// Of one experiment.
    static let countMax: Int64 = 500
    package static let experimentCountMax = 100
}

extension TrackingCheck {
    static func scorer(_ name: String, _ content: String) throws(TrackingError) {
        guard !name.isEmpty else {
            throw invalid("Missing value for required parameter 'name'.")
        }
        try length(name, "name", ScorerLimits.nameLengthMax)
        try plain(name, "name")
        try length(content, "serialized_scorer", ScorerLimits.contentLengthMax)
        try plain(content, "serialized_scorer")
        guard try ExactJSON(reading: content, of: "serialized_scorer").members != nil else {
            throw invalid(
                "Invalid value for parameter 'serialized_scorer' supplied: it is no dictionary.")
        }
    }
}

extension TrackingRefusal {
    static func scorer(_ name: String, version: Int64?, in experiment: String) -> Self {
        let which = version.map { " and version \($0)" } ?? ""
        return .missing(
            "Scorer with name '\(name.prefix(256))'\(which) not found for experiment "
                + "\(experiment.prefix(100)).")
    }
}
