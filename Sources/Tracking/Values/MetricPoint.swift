/// What a metric was at a moment and a step.
struct MetricPoint {
    let timestampMilliseconds: Int64
    let step: Int64
    /// Finite, or not a number.
    let value: Double

    private var size: Double { value.isNaN ? 0 : value }

    /// Two that are no numbers are the same, so that what is logged twice is there once.
    func isSame(as other: MetricPoint) -> Bool {
        timestampMilliseconds == other.timestampMilliseconds && step == other.step
            && size == other.size && value.isNaN == other.value.isNaN
    }

    /// By time, then step, then size.
    static func isEarlier(_ left: MetricPoint, than right: MetricPoint) -> Bool {
        (left.timestampMilliseconds, left.step, left.size, left.value.isNaN ? 1 : 0)
            < (right.timestampMilliseconds, right.step, right.size, right.value.isNaN ? 1 : 0)
    }

    /// By step, then time, then size.
    static func isBefore(_ left: MetricPoint, _ right: MetricPoint) -> Bool {
        (left.step, left.timestampMilliseconds, left.size)
            < (right.step, right.timestampMilliseconds, right.size)
    }
}

extension Metric {
    var point: MetricPoint {
        MetricPoint(timestampMilliseconds: timestampMilliseconds, step: step, value: value)
    }

    init(key: String, _ point: MetricPoint) {
        self.init(
            key: key, value: point.value, timestampMilliseconds: point.timestampMilliseconds,
            step: point.step)
    }
}
