import Transparency

// Whether what is said of a trace fits.
extension TrackingCheck {
    /// INVARIANT: a trace's id is a part of a path, and leads nowhere else.
    static func traceID(_ id: String) throws(TrackingError) {
        let isPlain = id.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        guard !id.isEmpty, isPlain, id.utf8.count <= TraceLimits.idLengthMax else {
            throw invalid(
                "Invalid value for parameter 'trace_id' supplied: it is 1 to "
                    + "\(TraceLimits.idLengthMax) letters, digits, dashes and underscores")
        }
    }

    static func trace(_ new: NewTrace) throws(TrackingError) {
        try traceID(new.id)
        guard new.tags.count <= TraceLimits.pairCountMax,
            new.metadata.count <= TraceLimits.pairCountMax
        else {
            throw invalid(
                "A trace has at most \(TraceLimits.pairCountMax) tags and as much metadata.")
        }
        guard new.startedMilliseconds >= 0, new.durationMilliseconds ?? 0 >= 0 else {
            throw invalid("Invalid value for parameter 'request_time' supplied: it is negative")
        }
        for (index, pair) in new.tags.enumerated() { try tag(pair, "tags[\(index)].") }
        for (index, pair) in new.metadata.enumerated() {
            try tag(pair, "trace_metadata[\(index)].")
        }
        try length(new.clientRequest ?? "", "client_request_id", TrackingLimits.keyLengthMax)
        for text in [new.clientRequest, new.requestPreview, new.responsePreview] {
            try plain(text ?? "", "trace_info")
        }
    }

    static func assessment(_ new: Assessment) throws(TrackingError) {
        guard !new.name.isEmpty else {
            throw invalid("Missing value for required parameter 'assessment.assessment_name'.")
        }
        try length(new.name, "assessment_name", TrackingLimits.keyLengthMax)
        guard Assessment.Source.kinds.contains(new.source.kind) else {
            throw invalid(
                "Invalid value for parameter 'assessment.source.source_type' supplied: it is one "
                    + "of \(Assessment.Source.kinds.joined(separator: ", "))")
        }
        try length(new.source.id, "source_id", TrackingLimits.keyLengthMax)
        try length(new.span ?? "", "span_id", TrackingLimits.keyLengthMax)
        try length(new.overrides ?? "", "overrides", TrackingLimits.keyLengthMax)
        let metadata = new.metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        let sizes = [
            new.value.canonicalBytes.count, new.error?.canonicalBytes.count ?? 0,
            new.rationale?.utf8.count ?? 0, metadata,
        ]
        guard sizes.allSatisfy({ $0 <= TraceLimits.assessmentByteCountMax }) else {
            throw invalid(
                "An assessment's value, rationale and metadata have at most "
                    + "\(TraceLimits.assessmentByteCountMax) bytes each.")
        }
        for text in [new.name, new.source.id, new.span, new.rationale, new.overrides] {
            try plain(text ?? "", "assessment")
        }
        if case .string(let text) = new.value { try plain(text, "assessment") }
    }
}
