import Transparency

// The steps of traces.
extension TrackingSession {
    /// Takes in spans of any traces, in place of those of the same identity.
    ///
    /// - Throws: `invalid` when a trace would be too large; nothing is kept then.
    package func log(
        spans: [TraceSpan], toExperiment id: String, within reach: TrackingReach
    ) throws(TrackingError) {
        let experiment = try loggable(traceExperiment: id, within: reach)
        var order: [String] = []
        var grouped: [String: [TraceSpan]] = [:]
        for span in spans {
            if grouped[span.trace] == nil { order.append(span.trace) }
            grouped[span.trace, default: []].append(span)
        }
        for trace in order {
            try log(spans: grouped[trace] ?? [], of: Trace.numberPrefix + trace, in: experiment)
        }
    }

    private func log(
        spans: [TraceSpan], of id: String, in experiment: Experiment
    ) throws(TrackingError) {
        let started = (spans.map(\.startNanoseconds).min() ?? 0) / 1_000_000
        let trace = try place(of: id, in: experiment, startedMilliseconds: started)
        var spans = spans
        for index in spans.indices {
            if spans[index][SpanConventions.traceID] == nil {
                spans[index].set(SpanConventions.traceID, .text(id))
            }
            SpanConventions.complete(&spans[index])
            try TrackingCheck.span(spans[index])
        }
        var size = (count: 0, bytes: Int64(0))
        for span in spans {
            let change = try put(span, of: trace)
            size = (size.count + change.count, size.bytes + change.bytes)
        }
        try grow(trace, by: size)
        try connection.run(
            """
            INSERT INTO trace_tag (trace, key, value) VALUES (?, ?, ?)
            ON CONFLICT (trace, key) DO UPDATE SET value = excluded.value
            """,
            .integer(trace.number), .text(Trace.spansTag), .text(Trace.spansHere))
        if !trace.isStated { try conclude(trace, from: spans) }
    }

    private func grow(
        _ trace: Trace, by size: (count: Int, bytes: Int64)
    ) throws(TrackingError) {
        try connection.run(
            """
            UPDATE trace SET span_count = span_count + ?, byte_count = byte_count + ?
            WHERE id = ?
            """,
            .integer(Int64(size.count)), .integer(size.bytes), .integer(trace.number))
        let total = try connection.first(
            "SELECT span_count, byte_count FROM trace WHERE id = ?", [.integer(trace.number)]
        ) { row throws(TrackingError) in (row.integer(0) ?? 0, row.integer(1) ?? 0) }
        guard let total, total.0 <= TraceLimits.spanCountMax,
            total.1 <= TraceLimits.spanByteCountMax
        else {
            throw TrackingCheck.invalid(
                "Trace '\(trace.id)' has more than \(TraceLimits.spanCountMax) spans, or "
                    + "\(TraceLimits.spanByteCountMax) bytes of them.")
        }
    }

    /// - Returns: By how much there is more of the trace.
    private func put(
        _ span: TraceSpan, of trace: Trace
    ) throws(TrackingError) -> (count: Int, bytes: Int64) {
        let events = Self.json(span.events).canonical
        let attributes = span.attributes.map(StoredAttribute.init)
        let byteCount = attributes.reduce(events.utf8.count + span.name.utf8.count) {
            $0 + $1.key.utf8.count + $1.value.utf8.count
        }
        let known = try connection.first(
            "SELECT id, byte_count FROM span WHERE trace = ? AND span_id = ?",
            [.integer(trace.number), .text(span.id)]
        ) { row throws(TrackingError) in (row.integer(0) ?? 0, row.integer(1) ?? 0) }
        if let known {
            try connection.run("DELETE FROM span_attribute WHERE span = ?", .integer(known.0))
            try connection.run("DELETE FROM span WHERE id = ?", .integer(known.0))
        }
        let number = try connection.first(
            """
            INSERT INTO span (trace, span_id, parent_id, name, kind, status, status_message,
              started, ended, events, byte_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING id
            """,
            [
                .integer(trace.number), .text(span.id), .text(span.parent), .text(span.name),
                .text(span[SpanConventions.kind]?.text), .integer(span.status.rawValue),
                .text(span.statusMessage), .integer(span.startNanoseconds),
                .integer(span.endNanoseconds), .text(events), .integer(Int64(byteCount)),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        try connection.insert(
            into: "span_attribute", ["span", "key", "kind", "value"],
            attributes.map {
                [.integer(number), .text($0.key), .integer($0.kind), .text($0.value)]
            })
        return (known == nil ? 1 : 0, Int64(byteCount) - (known?.1 ?? 0))
    }

    /// What the spans say of a trace of which no client stated anything.
    private func conclude(_ trace: Trace, from spans: [TraceSpan]) throws(TrackingError) {
        var trace = trace
        let started = (spans.map(\.startNanoseconds).min() ?? 0) / 1_000_000
        let known = trace.durationMilliseconds.map { trace.startedMilliseconds + $0 }
        let ends =
            spans.compactMap(\.endNanoseconds).map { $0 / 1_000_000 } + [known].compactMap(\.self)
        trace.startedMilliseconds = min(trace.startedMilliseconds, started)
        trace.durationMilliseconds = ends.max().map { max($0 - trace.startedMilliseconds, 0) }
        if let root = spans.first(where: { $0.parent == nil }) {
            if trace.state == .inProgress { trace.state = root.status == .error ? .error : .ok }
            trace.requestPreview =
                trace.requestPreview ?? Self.preview(root, SpanConventions.inputs)
            trace.responsePreview =
                trace.responsePreview ?? Self.preview(root, SpanConventions.outputs)
            try connection.run(
                "INSERT INTO trace_tag (trace, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                .integer(trace.number), .text(Trace.nameTag),
                .text(TrackingCheck.cut(root.name, to: TraceLimits.nameLengthMax)))
        }
        try connection.run(
            """
            UPDATE trace SET started = ?, duration = ?, state = ?, request_preview = ?,
              response_preview = ? WHERE id = ?
            """,
            .integer(trace.startedMilliseconds), .integer(trace.durationMilliseconds),
            .integer(trace.state.rawValue), .text(trace.requestPreview),
            .text(trace.responsePreview), .integer(trace.number))
        if spans.contains(where: { $0[SpanConventions.usage] != nil }) {
            try countTokens(of: trace)
        }
    }

    private static func preview(_ span: TraceSpan, _ key: String) -> String? {
        span[key].map { value in
            String(
                TrackingCheck.cut(value.dumped, to: TraceLimits.previewLengthMax).map {
                    $0 == "\0" ? "\u{FFFD}" : $0
                })
        }
    }

    /// All spans' together, each of them once however often it was sent.
    private func countTokens(of trace: Trace) throws(TrackingError) {
        var usage = TokenUsage()
        try connection.forEachRow(
            """
            SELECT span_attribute.key, span_attribute.kind, span_attribute.value FROM span
            JOIN span_attribute ON span_attribute.span = span.id AND span_attribute.key = ?
            WHERE span.trace = ?
            """, [.text(SpanConventions.usage), .integer(trace.number)]
        ) { row throws(TrackingError) in
            usage.add(try StoredAttribute(row, from: 0).attribute().value)
        }
        try put(
            [TrackedPair(key: Trace.usageMetadata, value: usage.attribute.dumped)],
            in: "trace_metadata", of: trace)
    }
}

// Reading them again.
extension TrackingSession {
    func spanByteCount(of number: Int64) throws(TrackingError) -> Int64 {
        try connection.first(
            "SELECT byte_count FROM trace WHERE id = ?", [.integer(number)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 } ?? 0
    }

    func spans(of trace: Trace) throws(TrackingError) -> [TraceSpan] {
        var attributes: [Int64: [SpanAttribute]] = [:]
        try connection.forEachRow(
            """
            SELECT span.id, span_attribute.key, span_attribute.kind, span_attribute.value FROM span
            JOIN span_attribute ON span_attribute.span = span.id WHERE span.trace = ?
            ORDER BY span.id, span_attribute.key
            """, [.integer(trace.number)]
        ) { row throws(TrackingError) in
            attributes[row.integer(0) ?? 0, default: []].append(
                try StoredAttribute(row, from: 1).attribute())
        }
        let number =
            trace.id.hasPrefix(Trace.numberPrefix)
            ? String(trace.id.dropFirst(Trace.numberPrefix.count)) : trace.id
        return try connection.all(
            """
            SELECT id, span_id, parent_id, name, status, status_message, started, ended, events
            FROM span WHERE trace = ?
            ORDER BY CASE WHEN parent_id IS NULL THEN 0 ELSE 1 END, started, id
            """, [.integer(trace.number)]
        ) { row throws(TrackingError) in
            var span = TraceSpan(
                trace: number, id: row.text(1) ?? "", parent: row.text(2), name: row.text(3) ?? "",
                startNanoseconds: row.integer(6) ?? 0, endNanoseconds: row.integer(7))
            span.status = row.integer(4).flatMap(TraceSpan.Status.init(rawValue:)) ?? .unset
            span.statusMessage = row.text(5) ?? ""
            span.attributes = attributes[row.integer(0) ?? 0] ?? []
            span.events = try Self.events(row.text(8) ?? "")
            return span
        }
    }

    private static func json(_ events: [TraceSpan.Event]) -> JSON {
        .array(
            events.map {
                [
                    "name": .string($0.name), "time": .string("\($0.nanoseconds)"),
                    "attributes": SpanAttribute.json($0.attributes),
                ]
            })
    }

    private static func events(_ text: String) throws(TrackingError) -> [TraceSpan.Event] {
        let elements = (try? JSON(parsing: Array(text.utf8), limits: StoredAttribute.limits))?
            .arrayValue
        guard let elements else { throw .failed(.broken("a span's events do not read")) }
        var events: [TraceSpan.Event] = []
        for element in elements {
            guard let name = element["name"]?.stringValue,
                let time = element["time"]?.stringValue.flatMap({ Int64($0) }),
                let attributes = SpanAttribute.attributes(element["attributes"] ?? [])
            else { throw .failed(.broken("a span's events do not read")) }
            events.append(.init(name: name, nanoseconds: time, attributes: attributes))
        }
        return events
    }
}

extension TrackingCheck {
    fileprivate static func span(_ span: TraceSpan) throws(TrackingError) {
        try length(span.name, "span name", TraceLimits.nameLengthMax)
        try plain(span.name, "span name")
        try plain(span.statusMessage, "span status")
        for attribute in span.attributes {
            guard attribute.key.utf8.count <= TraceLimits.attributeKeyByteCountMax else {
                throw invalid(
                    "An attribute's key has at most \(TraceLimits.attributeKeyByteCountMax) bytes.")
            }
            try plain(attribute.key, "attribute key")
        }
        try plain(span[SpanConventions.kind]?.text ?? "", "span type")
    }
}
