/// The bytes of Apache DataSketches' `HllSketch`, serial version 1.
///
/// Read: lists, sets and slots of 4, 6 and 8 bits, compact or not. Written: a list up to 8 hashes, a
/// set up to 384, else slots of 4 bits; compact, and marked as merged, so that readers estimate
/// from the slots alone.
extension HyperLogLog {
    private static let family: UInt8 = 7
    private static let emptyFlag: UInt8 = 4
    private static let compactFlag: UInt8 = 8
    private static let mergedFlag: UInt8 = 16
    private static let listMost = 8

    private enum Mode: UInt8 {
        case list, set, slots
    }

    package var bytes: [UInt8] {
        isSparse ? couponBytes : slotBytes
    }

    private var couponBytes: [UInt8] {
        let values = coupons.values
        let isList = values.count <= Self.listMost
        var writer = ByteWriter()
        let empty = values.isEmpty ? Self.emptyFlag : 0
        writer.write([
            isList ? 2 : 3, 1, Self.family, UInt8(lgSlots),
            isList ? 3 : UInt8(lgArray(values.count)), Self.compactFlag | empty,
            isList ? UInt8(values.count) : 0, isList ? 0 : 1,
        ])
        if !isList { writer.write(UInt32(values.count)) }
        for value in values { writer.write(value) }
        return writer.bytes
    }

    /// Of a table that so many hashes fill to at most three quarters.
    private func lgArray(_ count: Int) -> Int {
        var lg = 5
        while count * 4 > 3 << lg { lg += 1 }
        return lg
    }

    private var slotBytes: [UInt8] {
        let lowest = heights.min() ?? 0
        let exceptions = heights.indices.filter { heights[$0] - lowest >= 15 }
        var writer = ByteWriter()
        let lgAux = exceptions.isEmpty ? 0 : lgAuxiliary(exceptions.count)
        writer.write([
            10, 1, Self.family, UInt8(lgSlots), UInt8(lgAux), Self.compactFlag | Self.mergedFlag,
            lowest, 2,
        ])
        writer.write(0.0)
        let sums = inverseSums
        writer.write(sums.0)
        writer.write(sums.1)
        writer.write(UInt32(heights.reduce(0) { $0 + ($1 == lowest ? 1 : 0) }))
        writer.write(UInt32(exceptions.count))
        for slot in stride(from: 0, to: heights.count, by: 2) {
            let (low, high) = (heights[slot] - lowest, heights[slot + 1] - lowest)
            writer.write(min(low, 15) | min(high, 15) << 4)
        }
        for slot in exceptions {
            writer.write(UInt32(heights[slot]) << Self.addressBits | UInt32(slot))
        }
        return writer.bytes
    }

    private func lgAuxiliary(_ count: Int) -> Int {
        var lg = 2
        while count * 4 > 3 << lg { lg += 1 }
        return lg
    }

    /// `Σ 2^−height` of heights below 32, and of the others.
    private var inverseSums: (Double, Double) {
        heights.reduce(into: (0.0, 0.0)) { sums, height in
            let inverse = Double(sign: .plus, exponent: -Int(height), significand: 1)
            if height < 32 { sums.0 += inverse } else { sums.1 += inverse }
        }
    }

    /// - Throws: ``SketchError`` when the bytes are none that a writer writes.
    package init(bytes: [UInt8]) throws(SketchError) {
        var reader = ByteReader(bytes)
        let preamble = try reader.read(count: 8)
        guard preamble[2] == Self.family else { throw .notA("an HLL sketch") }
        guard preamble[1] == 1 else { throw .versionUnknown(Int(preamble[1])) }
        guard (4...21).contains(preamble[3]) else { throw .fieldInvalid("number of slots") }
        guard let mode = Mode(rawValue: preamble[7] & 3), preamble[7] >> 2 & 3 < 3 else {
            throw .fieldInvalid("mode of an HLL sketch")
        }
        let isCompact = preamble[5] & Self.compactFlag != 0
        self.init(lgSlots: Int(preamble[3]))
        switch mode {
        case .list:
            let count = Int(preamble[6])
            try readCoupons(&reader, count: isCompact ? count : Self.listMost)
        case .set:
            let count = Int(try reader.read(UInt32.self))
            guard preamble[4] < 22 else { throw .fieldInvalid("size of a set of hashes") }
            try readCoupons(&reader, count: isCompact ? count : 1 << Int(preamble[4]))
        case .slots:
            let heights = try Self.readHeights(&reader, preamble)
            self.init(lgSlots: Int(preamble[3]), heights: heights)
        }
    }

    private mutating func readCoupons(
        _ reader: inout ByteReader, count: Int
    ) throws(SketchError) {
        guard count <= reader.left / 4 else {
            throw .endsEarly(offset: reader.offset + reader.left)
        }
        for _ in 0..<count {
            let coupon = try reader.read(UInt32.self)
            if coupon >> Self.addressBits != 0 { add(coupon: coupon) }
        }
    }

    private static func readHeights(
        _ reader: inout ByteReader, _ preamble: [UInt8]
    ) throws(SketchError) -> [UInt8] {
        _ = try reader.read(count: 28)
        let exceptions = Int(try reader.read(UInt32.self))
        let slots = 1 << Int(preamble[3])
        switch preamble[7] >> 2 & 3 {
        case 0:
            let packed = try reader.read(count: slots / 2)
            let isCompact = preamble[5] & compactFlag != 0
            guard preamble[4] < 26 else { throw .fieldInvalid("size of the exceptions") }
            let auxiliary = exceptions == 0 ? 0 : isCompact ? exceptions : 1 << Int(preamble[4])
            return try unpackFour(packed, lowest: preamble[6], &reader, auxiliary: auxiliary)
        case 1:
            return unpackSix(try reader.read(count: slots * 3 / 4 + 1), slots: slots)
        default:
            let heights = try reader.read(count: slots)
            guard heights.allSatisfy({ $0 < 64 }) else { throw .fieldInvalid("height of a slot") }
            return heights
        }
    }

    private static func unpackFour(
        _ packed: [UInt8], lowest: UInt8, _ reader: inout ByteReader, auxiliary: Int
    ) throws(SketchError) -> [UInt8] {
        guard lowest < 64 else { throw .fieldInvalid("lowest height of a slot") }
        var heights = packed.flatMap { [$0 & 15, $0 >> 4] }
        let marked = Set(heights.indices.filter { heights[$0] == 15 })
        for slot in heights.indices { heights[slot] = min(heights[slot] + lowest, 63) }
        guard auxiliary <= reader.left / 4 else {
            throw .endsEarly(offset: reader.offset + reader.left)
        }
        var found = 0
        for _ in 0..<auxiliary {
            let entry = try reader.read(UInt32.self)
            guard entry != 0 else { continue }
            let slot = Int(entry & 0x3FF_FFFF)
            guard marked.contains(slot) else { throw .fieldInvalid("slot of an exception") }
            heights[slot] = UInt8(truncatingIfNeeded: entry >> addressBits)
            found += 1
        }
        guard found == marked.count else { throw .fieldInvalid("number of exceptions") }
        return heights
    }

    private static func unpackSix(_ packed: [UInt8], slots: Int) -> [UInt8] {
        (0..<slots).map { slot in
            let bit = slot * 6
            let pair = UInt16(packed[bit / 8 + 1]) << 8 | UInt16(packed[bit / 8])
            return UInt8(truncatingIfNeeded: pair >> UInt16(bit % 8) & 63)
        }
    }
}
