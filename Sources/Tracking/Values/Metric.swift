/// A number that a run logged at a moment and a step.
package struct Metric: Sendable, Equatable {
    package var key: String
    /// Finite, or not a number: infinities are held as the largest finite numbers.
    package var value: Double
    package var timestampMilliseconds: Int64
    package var step: Int64
    /// The logged model that it is of, if one was named.
    package var model: String?
    package var dataset: DatasetName?

    package struct DatasetName: Sendable, Hashable {
        package let name: String
        package let digest: String

        package init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    package init(
        key: String, value: Double, timestampMilliseconds: Int64, step: Int64 = 0,
        model: String? = nil, dataset: DatasetName? = nil
    ) {
        self.key = key
        self.value = value.isInfinite ? (value < 0 ? -Self.largest : Self.largest) : value
        self.timestampMilliseconds = timestampMilliseconds
        self.step = step
        self.model = model
        self.dataset = dataset
    }

    private static let largest = Double.greatestFiniteMagnitude

    /// Two that are no numbers are equal, so that what was stored is what is read.
    package static func == (left: Metric, right: Metric) -> Bool {
        left.key == right.key
            && (left.value == right.value || left.value.isNaN && right.value.isNaN)
            && left.timestampMilliseconds == right.timestampMilliseconds
            && left.step == right.step && left.model == right.model
            && left.dataset == right.dataset
    }

    /// Whether it is the later of two of the same key: by step, then time, then size.
    func isLater(than other: Metric) -> Bool {
        (step, timestampMilliseconds, value.isNaN ? 0 : value)
            > (other.step, other.timestampMilliseconds, other.value.isNaN ? 0 : other.value)
    }
}
