/// The bytes of Apache DataSketches' `frequent_items_sketch<string>`, serial version 1.
extension FrequentItems {
    private static let family: UInt8 = 10
    private static let emptyFlags: UInt8 = 5
    /// 2¹¹ places, filled to three quarters, hold all items.
    private static let lgPlacesMost = 11

    package var sketchBytes: [UInt8] {
        var writer = ByteWriter()
        var lgPlaces = 3
        while names.count * 4 > 3 << lgPlaces { lgPlaces += 1 }
        let isEmpty = total == 0
        writer.write([
            isEmpty ? 1 : 4, 1, Self.family, UInt8(Self.lgPlacesMost), UInt8(lgPlaces),
            isEmpty ? Self.emptyFlags : 0, 0, 0,
        ])
        guard !isEmpty else { return writer.bytes }
        writer.write(UInt32(names.count))
        writer.write(UInt32(0))
        writer.write(UInt64(total))
        writer.write(UInt64(error))
        for count in counts { writer.write(UInt64(count)) }
        for name in names {
            writer.write(UInt32(name.utf8.count))
            writer.write(Array(name.utf8))
        }
        return writer.bytes
    }

    /// - Throws: ``SketchError`` when the bytes are none that a writer writes.
    package init(sketchBytes: [UInt8]) throws(SketchError) {
        var reader = ByteReader(sketchBytes)
        let preamble = try reader.read(count: 8)
        guard preamble[2] == Self.family else { throw .notA("a sketch of frequent items") }
        guard preamble[1] == 1 else { throw .versionUnknown(Int(preamble[1])) }
        guard preamble[5] & Self.emptyFlags == 0 else {
            self.init()
            return
        }
        let items = Int(try reader.read(UInt32.self))
        _ = try reader.read(UInt32.self)
        let total = try Self.readCount(&reader)
        let error = try Self.readCount(&reader)
        guard items <= reader.left / 12 else {
            throw .endsEarly(offset: reader.offset + reader.left)
        }
        var (counts, names, sum) = ([Int](), [String](), 0)
        for _ in 0..<items {
            counts.append(try Self.readCount(&reader))
            sum += counts.last ?? 0
            guard sum <= total else { throw .fieldInvalid("count of an item") }
        }
        for _ in 0..<items {
            let raw = try reader.read(count: Int(try reader.read(UInt32.self)))
            guard let name = String(validating: raw, as: UTF8.self) else {
                throw .fieldInvalid("text, which is no UTF-8,")
            }
            names.append(name)
        }
        self.init(names, counts: counts, error: error, total: total)
    }

    private static func readCount(_ reader: inout ByteReader) throws(SketchError) -> Int {
        let count = try reader.read(UInt64.self)
        guard count < 1 << 48 else { throw .fieldInvalid("count of an item") }
        return Int(count)
    }
}
