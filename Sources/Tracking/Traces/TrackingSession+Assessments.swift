import Transparency

// What is found of traces.
extension TrackingSession {
    private static let assessmentColumns =
        "assessment_id, name, kind, is_text, value, error, source_kind, source_id, span_id, "
        + "rationale, overrides, is_valid, metadata, created, updated"

    private static func assessment(_ row: any SQLRow) throws(TrackingError) -> Assessment {
        guard let id = row.text(0), let name = row.text(1),
            let kind = row.text(2).flatMap(Assessment.Kind.init(rawValue:)),
            let text = row.text(4),
            let value = row.integer(3) == 1 ? .string(text) : try? JSON(parsing: Array(text.utf8)),
            let metadata = (try? JSON(parsing: Array((row.text(12) ?? "").utf8)))?.objectValue
        else { throw .failed(.broken("a row of an assessment does not read")) }
        var assessment = Assessment(
            id: id, name: name, kind: kind, value: value,
            error: row.text(5).flatMap { try? JSON(parsing: Array($0.utf8)) },
            source: .init(kind: row.text(6) ?? "", id: row.text(7) ?? ""), span: row.text(8),
            rationale: row.text(9), overrides: row.text(10),
            metadata: metadata.sorted { $0.key < $1.key }.map {
                TrackedPair(key: $0.key, value: $0.value.stringValue ?? "")
            }, createdMilliseconds: row.integer(13) ?? 0, updatedMilliseconds: row.integer(14) ?? 0
        )
        assessment.isValid = row.integer(11) == 1
        return assessment
    }

    /// In the order in which they were made.
    func assessments(of number: Int64) throws(TrackingError) -> [Assessment] {
        try connection.all(
            "SELECT \(Self.assessmentColumns) FROM assessment WHERE trace = ? ORDER BY id",
            [.integer(number)], Self.assessment)
    }

    private func assessment(
        _ id: String, of trace: Trace
    ) throws(TrackingError) -> Assessment {
        let found = try connection.first(
            """
            SELECT \(Self.assessmentColumns) FROM assessment
            WHERE trace = ? AND assessment_id = ?
            """, [.integer(trace.number), .text(id)], Self.assessment)
        guard let found else { throw .refused(Self.missing(id, trace.id)) }
        return found
    }

    private static func missing(_ id: String, _ trace: String) -> TrackingRefusal {
        .missing("Assessment with ID '\(id.prefix(100))' not found for trace '\(trace)'")
    }

    package func assessment(
        _ id: String, ofTrace trace: String, within reach: TrackingReach
    ) throws(TrackingError) -> Assessment {
        try assessment(id, of: self.trace(trace, within: reach))
    }

    /// What it overrides is no longer valid.
    package func add(
        _ new: Assessment, toTrace id: String, within reach: TrackingReach
    ) throws(TrackingError) -> Assessment {
        try add(new, to: loggable(trace: id, within: reach))
        return new
    }

    func add(_ new: Assessment, to trace: Trace) throws(TrackingError) {
        try TrackingCheck.assessment(new)
        let count = try connection.first(
            "SELECT count(*) FROM assessment WHERE trace = ?", [.integer(trace.number)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard count ?? 0 < TraceLimits.assessmentCountMax else {
            throw TrackingCheck.invalid(
                "A trace has at most \(TraceLimits.assessmentCountMax) assessments.")
        }
        if let overridden = new.overrides {
            guard try setValid(false, overridden, of: trace) > 0 else {
                throw .refused(Self.missing(overridden, trace.id))
            }
        }
        try connection.insert(
            into: "assessment",
            ["trace"] + Self.assessmentColumns.split(separator: ", ").map(String.init),
            [[.integer(trace.number)] + Self.values(of: new)])
    }

    private static func values(of new: Assessment) -> [SQLValue] {
        let metadata = JSON.object(
            Dictionary(new.metadata.map { ($0.key, .string($0.value)) }) { $1 })
        return [
            .text(new.id), .text(new.name), .text(new.kind.rawValue),
            .integer(new.value.stringValue == nil ? 0 : 1),
            .text(new.value.stringValue ?? new.value.canonical), .text(new.error?.canonical),
            .text(new.source.kind), .text(new.source.id), .text(new.span), .text(new.rationale),
            .text(new.overrides), .integer(new.isValid ? 1 : 0), .text(metadata.canonical),
            .integer(new.createdMilliseconds), .integer(new.updatedMilliseconds),
        ]
    }

    @discardableResult
    private func setValid(
        _ isValid: Bool, _ id: String, of trace: Trace
    ) throws(TrackingError) -> Int {
        try connection.changedCount(
            "UPDATE assessment SET is_valid = ? WHERE trace = ? AND assessment_id = ?",
            .integer(isValid ? 1 : 0), .integer(trace.number), .text(id))
    }

    package func update(
        assessment id: String, ofTrace traceID: String, _ update: AssessmentUpdate, at now: Int64,
        within reach: TrackingReach
    ) throws(TrackingError) -> Assessment {
        let trace = try loggable(trace: traceID, within: reach)
        var changed = try assessment(id, of: trace)
        if let content = update.content {
            guard content.kind == changed.kind else {
                throw TrackingCheck.invalid(
                    "Cannot update \(content.kind.rawValue) value on an assessment that is "
                        + "\(changed.kind.rawValue).")
            }
            changed.value = content.value
            changed.error = content.error
        }
        changed.name = update.name ?? changed.name
        changed.rationale = update.rationale ?? changed.rationale
        changed.metadata = (changed.metadata + update.metadata).lastOfEachKey
        changed.updatedMilliseconds = now
        try TrackingCheck.assessment(changed)
        let columns = Self.assessmentColumns.split(separator: ", ").dropFirst()
        try connection.run(
            "UPDATE assessment SET " + columns.map { "\($0) = ?" }.joined(separator: ", ")
                + " WHERE trace = ? AND assessment_id = ?",
            Self.values(of: changed).dropFirst() + [.integer(trace.number), .text(id)])
        return changed
    }

    /// Deletes one, or nothing when it is not there; what it overrode is valid again.
    package func remove(
        assessment id: String, ofTrace traceID: String, within reach: TrackingReach
    ) throws(TrackingError) {
        let trace = try loggable(trace: traceID, within: reach)
        let overridden =
            try connection.first(
                "SELECT overrides FROM assessment WHERE trace = ? AND assessment_id = ?",
                [.integer(trace.number), .text(id)]
            ) { row throws(TrackingError) in row.text(0) } ?? nil
        if let overridden { try setValid(true, overridden, of: trace) }
        try connection.run(
            "DELETE FROM assessment WHERE trace = ? AND assessment_id = ?",
            .integer(trace.number), .text(id))
    }
}
