/// The bytes of Apache DataSketches' `KllDoublesSketch`, serial versions 1 and 2.
extension QuantileSketch {
    private static let family: UInt8 = 15
    private static let emptyFlag: UInt8 = 1
    private static let sortedFlag: UInt8 = 2
    private static let singleFlag: UInt8 = 4

    package var bytes: [UInt8] {
        var writer = ByteWriter()
        let isShort = count <= 1
        let flags = count == 0 ? Self.emptyFlag : count == 1 ? Self.singleFlag : 0
        writer.write([isShort ? 2 : 5, count == 1 ? 2 : 1, Self.family, flags | Self.sortedFlag])
        writer.write(UInt16(k))
        writer.write([UInt8(Self.widthLeast), 0])
        guard !isShort else {
            if count == 1 { writer.write(minimum) }
            return writer.bytes
        }
        writer.write(UInt64(count))
        writer.write(UInt16(smallestK))
        writer.write([UInt8(levels.count), 0])
        var start = Self.capacities(levels: levels.count, k: k).reduce(0, +) - retained
        for level in levels {
            writer.write(UInt32(start))
            start += level.count
        }
        writer.write(minimum)
        writer.write(maximum)
        for value in levels.joined() { writer.write(value) }
        return writer.bytes
    }

    /// - Parameters:
    ///   - bytes: Of a sketch of doubles.
    ///   - seed: Of the coins that come after.
    /// - Throws: ``SketchError`` when the bytes are none that a writer writes.
    package init(bytes: [UInt8], seed: UInt64 = 0) throws(SketchError) {
        var reader = ByteReader(bytes)
        let preamble = try reader.read(count: 4)
        let k = Int(try reader.read(UInt16.self))
        let width = try reader.read(UInt8.self)
        _ = try reader.read(UInt8.self)
        guard preamble[2] == Self.family else { throw .notA("a KLL sketch") }
        guard preamble[1] == 1 || preamble[1] == 2 else {
            throw .versionUnknown(Int(preamble[1]))
        }
        guard k >= 8, width == Self.widthLeast else { throw .fieldInvalid("size of a KLL sketch") }
        self.init(k: k, seed: seed)
        if preamble[3] & Self.emptyFlag != 0 { return }
        if preamble[3] & Self.singleFlag != 0 {
            let value = try Self.readValue(&reader)
            (count, minimum, maximum, levels) = (1, value, value, [[value]])
            return
        }
        try readLevels(&reader)
    }

    private mutating func readLevels(
        _ reader: inout ByteReader
    ) throws(SketchError) {
        let count = try reader.read(UInt64.self)
        smallestK = Int(try reader.read(UInt16.self))
        let levelCount = Int(try reader.read(UInt8.self))
        _ = try reader.read(UInt8.self)
        guard count > 0, count < 1 << 48, (1...61).contains(levelCount), smallestK >= 8 else {
            throw .fieldInvalid("number of values in a KLL sketch")
        }
        var starts: [Int] = []
        for _ in 0..<levelCount { starts.append(Int(try reader.read(UInt32.self))) }
        starts.append(Self.capacities(levels: levelCount, k: k).reduce(0, +))
        minimum = try Self.readValue(&reader)
        maximum = try Self.readValue(&reader)
        levels = []
        var weight: UInt64 = 0
        for level in 0..<levelCount {
            guard starts[level] <= starts[level + 1] else {
                throw .fieldInvalid("size of a level in a KLL sketch")
            }
            let size = starts[level + 1] - starts[level]
            guard size <= reader.left / 8 else {
                throw .endsEarly(offset: reader.offset + reader.left)
            }
            var values: [Double] = []
            for _ in 0..<size { values.append(try Self.readValue(&reader)) }
            // Other writers leave the lowest level as it came.
            levels.append(values.sorted())
            let (share, overflow) = UInt64(size).multipliedReportingOverflow(by: 1 << level)
            guard !overflow, share <= count else {
                throw .fieldInvalid("number of values in a KLL sketch")
            }
            weight += share
        }
        guard weight == count else { throw .fieldInvalid("number of values in a KLL sketch") }
        self.count = Int(count)
    }

    private static func readValue(_ reader: inout ByteReader) throws(SketchError) -> Double {
        let value = try reader.readDouble()
        guard !value.isNaN else { throw .fieldInvalid("value of a KLL sketch, which is NaN,") }
        return value
    }
}
