/// What was logged to a run at once, as the run's journal keeps it: metrics without the models they
/// are of, and the last of each tag.
struct JournalEntry: Equatable {
    var metrics: [Metric] = []
    var tags: [TrackedPair] = []

    var isEmpty: Bool { metrics.isEmpty && tags.isEmpty }
}

// As text: a letter for each thing, and its fields. Values are the bits of the number, so that what
// was logged is what is read.
extension JournalEntry {
    private static let metricMark = UInt8(ascii: "m")
    private static let tagMark = UInt8(ascii: "t")

    var text: String {
        var fields = TextFields(byteCount: 64 * (metrics.count + tags.count))
        for metric in metrics {
            fields.append(mark: Self.metricMark)
            fields.append(metric.step)
            fields.append(metric.timestampMilliseconds)
            fields.append(Int64(bitPattern: metric.value.bitPattern))
            fields.append(metric.key)
        }
        for tag in tags {
            fields.append(mark: Self.tagMark)
            fields.append(tag.key)
            fields.append(tag.value)
        }
        return fields.text
    }

    /// - Throws: `broken` when that is no entry.
    init(reading text: String) throws(TrackingError) {
        var reader = TextFieldReader(text)
        while let mark = reader.mark() {
            switch mark {
            case Self.metricMark:
                let (step, timestamp) = (try reader.number(), try reader.number())
                let bits = UInt64(bitPattern: try reader.number())
                metrics.append(
                    Metric(
                        key: try reader.text(), value: Double(bitPattern: bits),
                        timestampMilliseconds: timestamp, step: step))
            case Self.tagMark:
                tags.append(TrackedPair(key: try reader.text(), value: try reader.text()))
            default: throw TextFieldReader.damaged
            }
        }
    }
}
