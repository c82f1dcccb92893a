/// Room for values on their way from a batch to a column, used again for each part.
struct ArrowLane {
    private(set) var integers: [Int64] = []
    private(set) var doubles: [Double] = []
    private(set) var flags: [UInt8] = []
    /// 1 where a row has a value, 0 where it has none; unless all have one.
    private(set) var present: [UInt8] = []
    private(set) var isWhole = true

    /// Finds which rows have a value.
    mutating func readPresent(
        _ values: ArrowBatch.Values, from start: Int, count: Int
    ) throws(TableError) {
        if present.count < count { present = [UInt8](repeating: 0, count: count) }
        isWhole = values.nullCount == 0 || values.validity.isEmpty
        guard !isWhole else { return }
        try present.withUnsafeMutableBufferPointer { room throws(TableError) in
            try ArrowNumbers.read(
                bits: values.validity, from: start,
                UnsafeMutableBufferPointer(rebasing: room[..<count]))
        }
    }

    mutating func readIntegers(
        _ values: ArrowBatch.Values, _ layout: ArrowField.Layout, from start: Int, count: Int
    ) throws(TableError) {
        if integers.count < count { integers = [Int64](repeating: 0, count: count) }
        let bytes = values.buffers[0]
        try integers.withUnsafeMutableBufferPointer { room throws(TableError) in
            let room = UnsafeMutableBufferPointer(rebasing: room[..<count])
            guard case .integers(let bytesEach, let isSigned, _) = layout else {
                try ArrowNumbers.read(bytes, from: start, bytesEach: 8, isSigned: true, room)
                for index in room.indices { room[index] = Self.days(room[index]) }
                return
            }
            try ArrowNumbers.read(
                bytes, from: start, bytesEach: bytesEach, isSigned: isSigned, room)
        }
    }

    private static func days(_ milliseconds: Int64) -> Int64 {
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        return rest < 0 ? days - 1 : days
    }

    mutating func readDoubles(
        _ values: ArrowBatch.Values, _ layout: ArrowField.Layout, from start: Int, count: Int
    ) throws(TableError) {
        if doubles.count < count { doubles = [Double](repeating: 0, count: count) }
        let (bytes, isWhole) = (values.buffers[0], isWhole)
        let present = present
        try doubles.withUnsafeMutableBufferPointer { room throws(TableError) in
            let room = UnsafeMutableBufferPointer(rebasing: room[..<count])
            if case .floats(let floatBytes) = layout {
                try ArrowNumbers.read(bytes, from: start, floatBytes: floatBytes, room)
            } else if case .decimals(let decimalBytes, let scale) = layout {
                try present.withUnsafeBufferPointer { present throws(TableError) in
                    try ArrowNumbers.read(
                        bytes, from: start, decimalBytes: decimalBytes, scale: scale,
                        present: isWhole ? nil : present, room)
                }
            }
        }
    }

    mutating func readFlags(
        _ values: ArrowBatch.Values, from start: Int, count: Int
    ) throws(TableError) {
        if flags.count < count { flags = [UInt8](repeating: 0, count: count) }
        try flags.withUnsafeMutableBufferPointer { room throws(TableError) in
            try ArrowNumbers.read(
                bits: values.buffers[0], from: start,
                UnsafeMutableBufferPointer(rebasing: room[..<count]))
        }
    }

    /// Replaces indices by what they refer to; a missing value there is a missing value here.
    mutating func look(
        up dictionary: ArrowDictionary, count: Int
    ) throws(TableError) {
        if isWhole { for index in 0..<count { present[index] = 1 } }
        isWhole = false
        if doubles.count < count { doubles = [Double](repeating: 0, count: count) }
        if flags.count < count { flags = [UInt8](repeating: 0, count: count) }
        for index in 0..<count where present[index] == 1 {
            let number = try Self.checked(integers[index], in: dictionary)
            present[index] = dictionary.present[number]
            if !dictionary.integers.isEmpty { integers[index] = dictionary.integers[number] }
            if !dictionary.doubles.isEmpty { doubles[index] = dictionary.doubles[number] }
            if !dictionary.flags.isEmpty { flags[index] = dictionary.flags[number] }
        }
    }

    static func checked(
        _ index: Int64, in dictionary: ArrowDictionary
    ) throws(TableError) -> Int {
        guard index >= 0, index < dictionary.count else {
            throw .damaged(.arrowStream, "a value is not in its column's dictionary")
        }
        return Int(index)
    }
}
