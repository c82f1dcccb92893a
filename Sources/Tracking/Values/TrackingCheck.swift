/// Whether what a client wants to log fits the protocol; what is cut, and what is refused.
package enum TrackingCheck {
    /// - Throws: `invalid` when a name or text does not fit.
    static func experiment(
        _ name: String, location: String?, tags: [TrackedPair]
    ) throws(TrackingError) {
        try experimentName(name)
        try location.map { location throws(TrackingError) in try self.location(location) }
        for tag in tags { try experimentTag(tag) }
    }

    static func experimentName(_ name: String) throws(TrackingError) {
        guard !name.isEmpty else { throw invalid("Invalid experiment name: ''") }
        guard fits(name, TrackingLimits.experimentNameLengthMax) else {
            throw invalid("'name' exceeds the maximum length of 500 characters")
        }
        try plain(name, "name")
    }

    private static func location(_ location: String) throws(TrackingError) {
        guard !location.hasPrefix("runs:") else {
            throw invalid("Artifact location cannot be a runs:/ URI. Given: '\(location)'")
        }
        guard fits(location, TrackingLimits.locationLengthMax) else {
            throw invalid(
                "Invalid artifact path length. The length of the artifact path cannot be greater "
                    + "than \(TrackingLimits.locationLengthMax) characters.")
        }
        guard !location.contains("#"), !location.contains(";") else {
            throw invalid("'artifact_location' URL can't include fragments or params.")
        }
        guard !location.split(separator: "/").contains("..") else {
            throw invalid("Invalid artifact location: it must not lead upwards.")
        }
        try plain(location, "artifact_location")
    }

    static func experimentTag(_ tag: TrackedPair) throws(TrackingError) {
        try name(tag.key, "key", kind: "Tag")
        try length(tag.key, "key", TrackingLimits.keyLengthMax)
        try length(tag.value, "value", TrackingLimits.experimentTagLengthMax)
        try plain(tag.value, "value")
    }

    /// All that is logged at once.
    package static func batch(
        metrics: [Metric], parameters: [TrackedPair], tags: [TrackedPair]
    ) throws(TrackingError) {
        try count(metrics.count, "metrics", TrackingLimits.metricCountMax)
        try count(parameters.count, "params", TrackingLimits.pairCountMax)
        try count(tags.count, "tags", TrackingLimits.pairCountMax)
        try count(
            metrics.count + parameters.count + tags.count, "metrics, params, and tags",
            TrackingLimits.entryCountMax)
        for (index, metric) in metrics.enumerated() {
            try self.metric(metric, "metrics[\(index)].")
        }
        for (index, pair) in parameters.enumerated() {
            try parameter(pair, "params[\(index)].")
        }
        for (index, pair) in tags.enumerated() { try tag(pair, "tags[\(index)].") }
    }

    static func metric(_ metric: Metric, _ path: @autoclosure () -> String) throws(TrackingError) {
        try name(metric.key, path() + "name", kind: "Metric")
        guard metric.timestampMilliseconds >= 0 else {
            throw invalid(
                "Invalid value \(metric.timestampMilliseconds) for parameter '\(path())timestamp' "
                    + "supplied: metric '\(metric.key)' (value=\(metric.value)). Timestamp must be "
                    + "a nonnegative long (64-bit integer) ")
        }
        try length(metric.key, "Metric name", TrackingLimits.keyLengthMax)
    }

    static func parameter(
        _ pair: TrackedPair, _ path: @autoclosure () -> String
    ) throws(TrackingError) {
        try name(pair.key, path() + "key", kind: "Param")
        try length(pair.key, "Param key", TrackingLimits.keyLengthMax)
        try plain(pair.value, path() + "value")
    }

    static func tag(_ pair: TrackedPair, _ path: @autoclosure () -> String) throws(TrackingError) {
        try name(pair.key, path() + "key", kind: "Tag")
        try length(pair.key, path() + "key", TrackingLimits.keyLengthMax)
        try plain(pair.value, path() + "value")
    }

    static func datasets(_ inputs: [DatasetInput]) throws(TrackingError) {
        try count(inputs.count, "datasets", TrackingLimits.datasetCountMax)
        for input in inputs {
            try length(input.name, "name", TrackingLimits.datasetNameLengthMax)
            try length(input.digest, "digest", TrackingLimits.datasetDigestLengthMax)
            try length(input.source, "source", TrackingLimits.datasetSourceLengthMax)
            try length(input.schema ?? "", "schema", TrackingLimits.datasetSchemaLengthMax)
            try length(input.profile ?? "", "profile", TrackingLimits.datasetProfileLengthMax)
            for text in [
                input.name, input.digest, input.source, input.sourceType, input.schema ?? "",
                input.profile ?? "",
            ] { try plain(text, "dataset") }
            for tag in input.tags {
                try length(tag.key, "key", TrackingLimits.inputTagKeyLengthMax)
                try length(tag.value, "value", TrackingLimits.inputTagLengthMax)
                try plain(tag.key + tag.value, "tag")
            }
        }
    }
}

// What all of them are made of.
extension TrackingCheck {
    static func invalid(_ sentence: String) -> TrackingError { .refused(.invalid(sentence)) }

    private static func count(
        _ count: Int, _ what: String, _ limit: Int
    ) throws(TrackingError) {
        guard count <= limit else {
            throw invalid(
                "A batch logging request can contain at most \(limit) \(what). Got \(count) "
                    + "\(what). Please split up \(what) across multiple requests and try again.")
        }
    }

    static func length(
        _ text: String, _ what: @autoclosure () -> String, _ limit: Int
    ) throws(TrackingError) {
        guard fits(text, limit) else {
            throw invalid("'\(what())' exceeds the maximum length of \(limit) characters")
        }
    }

    /// INVARIANT: no text has a NUL, which PostgreSQL cannot hold.
    static func plain(
        _ text: String, _ what: @autoclosure () -> String
    ) throws(TrackingError) {
        guard !text.utf8.contains(0) else {
            throw invalid("Invalid value for parameter '\(what())' supplied: it contains a NUL")
        }
    }

    static func fits(_ text: String, _ limit: Int) -> Bool {
        text.utf8.count <= limit || text.unicodeScalars.count <= limit
    }

    /// The beginning of a text that is too long.
    static func cut(_ text: String, to limit: Int) -> String {
        fits(text, limit)
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    }

    /// Names may become those of files, so none leads elsewhere.
    private static func name(
        _ name: String, _ path: @autoclosure () -> String, kind: String
    ) throws(TrackingError) {
        guard name.unicodeScalars.allSatisfy(isOfName) else {
            throw invalid(
                "Invalid value \(quoted(name)) for parameter '\(path())' supplied: Names may only "
                    + "contain alphanumerics, underscores (_), dashes (-), periods (.), "
                    + "spaces ( ), colon(:) and slashes (/).")
        }
        guard isUnique(name) else {
            throw invalid(
                "Invalid value \(quoted(name)) for parameter '\(path())' supplied: Names may be "
                    + "treated as files in certain cases, and must not resolve to other names "
                    + "when treated as such.")
        }
    }

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", " ", ":", "/": true
        default: scalar.value > 127 && scalar.properties.isAlphabetic
        }
    }

    /// Whether a name is what it would be as a path.
    private static func isUnique(_ name: String) -> Bool {
        guard name.utf8.contains(UInt8(ascii: "/")) || name.utf8.count <= 2 else { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + cut(text, to: 200).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
