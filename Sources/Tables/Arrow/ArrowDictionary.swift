/// The values that a column's indices refer to.
struct ArrowDictionary {
    private(set) var integers: [Int64] = []
    private(set) var doubles: [Double] = []
    private(set) var flags: [UInt8] = []
    /// All texts, and where each ends.
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []
    /// 1 where there is a value.
    private(set) var present: [UInt8] = []
    /// Rises when what a number means may have changed.
    let version: Int

    var count: Int { present.count }

    var heldBytes: Int { bytes.count + 8 * (ends.count + integers.count + doubles.count) }

    init(version: Int) { self.version = version }

    func text(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// Adds values at the end.
    mutating func append(
        _ values: ArrowBatch.Values, _ layout: ArrowField.Layout, limits: TableLimits
    ) throws(TableError) {
        var lane = ArrowLane()
        var at = 0
        while at < values.rows {
            let part = min(1 << 16, values.rows - at)
            try lane.readPresent(values, from: at, count: part)
            let range = 0..<part
            switch layout {
            case .texts, .views: try append(texts: values, layout, from: at, lane, part)
            case .bits:
                try lane.readFlags(values, from: at, count: part)
                flags.append(contentsOf: lane.flags[range])
            case .floats, .decimals:
                try lane.readDoubles(values, layout, from: at, count: part)
                doubles.append(contentsOf: lane.doubles[range])
            case .integers, .dateMilliseconds:
                try lane.readIntegers(values, layout, from: at, count: part)
                integers.append(contentsOf: lane.integers[range])
            case .null, .other:
                throw .notRead("Arrow dictionaries of such values are not read")
            }
            for index in range { present.append(lane.isWhole ? 1 : lane.present[index]) }
            guard heldBytes <= limits.heldBytes else {
                throw .tooLarge("a dictionary", bytesMost: limits.heldBytes)
            }
            at += part
        }
    }

    private mutating func append(
        texts values: ArrowBatch.Values, _ layout: ArrowField.Layout, from start: Int,
        _ lane: ArrowLane, _ count: Int
    ) throws(TableError) {
        let texts = try ArrowTexts(values, layout)
        for row in 0..<count {
            if lane.isWhole || lane.present[row] == 1 {
                try texts.text(start + row) { text in
                    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
                }
            }
            ends.append(bytes.count)
        }
    }
}
