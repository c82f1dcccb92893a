/// A piece of a metric's history: what it was at some moments, one after another as they were logged.
///
/// As text: of each the step and the time, as far as they are from those before, and the bits of the
/// value.
struct MetricPiece {
    var points: [MetricPoint] = []

    var text: String {
        var fields = TextFields(byteCount: 32 * points.count)
        var (step, timestamp): (Int64, Int64) = (0, 0)
        for point in points {
            fields.append(point.step &- step)
            fields.append(point.timestampMilliseconds &- timestamp)
            fields.append(Int64(bitPattern: point.value.bitPattern))
            (step, timestamp) = (point.step, point.timestampMilliseconds)
        }
        return fields.text
    }

    /// Adds what a text says.
    ///
    /// - Throws: `broken` when that is no piece.
    mutating func add(_ text: String) throws(TrackingError) {
        var reader = TextFieldReader(text)
        var (step, timestamp): (Int64, Int64) = (0, 0)
        while !reader.isAtEnd {
            step &+= try reader.number()
            timestamp &+= try reader.number()
            let bits = UInt64(bitPattern: try reader.number())
            points.append(
                MetricPoint(
                    timestampMilliseconds: timestamp, step: step, value: Double(bitPattern: bits)))
        }
    }
}
