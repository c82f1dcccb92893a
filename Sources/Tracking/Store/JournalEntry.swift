/// What was logged to a run at once, as the run's journal keeps it: metrics without the models they
/// are of, and the last of each tag.
struct JournalEntry: Equatable {
    var metrics: [Metric] = []
    var tags: [TrackedPair] = []

    var isEmpty: Bool { metrics.isEmpty && tags.isEmpty }
}

// As text: a letter for each thing, numbers that end with a space, and texts after the number of
// their bytes. Values are the bits of the number, so that what was logged is what is read.
extension JournalEntry {
    private static let metricMark = UInt8(ascii: "m")
    private static let tagMark = UInt8(ascii: "t")
    fileprivate static let numberEnd = UInt8(ascii: " ")

    var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 * (metrics.count + tags.count))
        for metric in metrics {
            bytes.append(Self.metricMark)
            bytes.append(number: metric.step)
            bytes.append(number: metric.timestampMilliseconds)
            bytes.append(number: Int64(bitPattern: metric.value.bitPattern))
            bytes.append(text: metric.key)
        }
        for tag in tags {
            bytes.append(Self.tagMark)
            bytes.append(text: tag.key)
            bytes.append(text: tag.value)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Throws: `broken` when that is no entry.
    init(reading text: String) throws(TrackingError) {
        var reader = Reader(bytes: Array(text.utf8))
        while let mark = reader.next() {
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
            default: throw Reader.damaged
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(number: Int64) {
        append(contentsOf: String(number).utf8)
        append(JournalEntry.numberEnd)
    }

    fileprivate mutating func append(text: String) {
        append(number: Int64(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

private struct Reader {
    static let damaged = TrackingError.failed(.broken("an entry of a run's journal does not read"))

    let bytes: [UInt8]
    private var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func number() throws(TrackingError) -> Int64 {
        let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        var (number, digitCount, isTooLong) = (Int64(0), 0, false)
        while let byte = next(), byte != JournalEntry.numberEnd {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw Self.damaged }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tenfold, isOver) = number.multipliedReportingOverflow(by: 10)
            // Downwards, for there is one more below nought.
            let (sum, isOut) = tenfold.subtractingReportingOverflow(digit)
            (number, digitCount, isTooLong) = (sum, digitCount + 1, isTooLong || isOver || isOut)
        }
        guard digitCount > 0, !isTooLong, isNegative || number != .min else { throw Self.damaged }
        return isNegative ? number : -number
    }

    mutating func text() throws(TrackingError) -> String {
        let count = try number()
        guard count >= 0, count <= Int64(bytes.count - place) else { throw Self.damaged }
        defer { place += Int(count) }
        return String(decoding: bytes[place..<(place + Int(count))], as: UTF8.self)
    }
}
