/// A profile as bytes: the same profile always as the same ones, so that they have one digest.
///
/// A mark and a version, the number of columns, and for each its name, kind and content. Quantiles
/// and distinct values are in Apache DataSketches' own bytes, with their length before them.
extension DataProfile {
    private static let mark = Array("assay-profile\u{1}\n".utf8)

    package var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.mark)
        writer.writeVarint(columns.count)
        for column in columns {
            writer.write(column.name)
            writer.write(column.kind.rawValue)
            switch column.content {
            case .numbers(let profile): profile.write(to: &writer)
            case .categories(let profile): profile.write(to: &writer)
            }
        }
        return writer.bytes
    }

    /// - Throws: ``SketchError`` when the bytes are none that ``bytes`` gives.
    package init(bytes: [UInt8]) throws(SketchError) {
        var reader = ByteReader(bytes)
        guard reader.left >= Self.mark.count,
            try reader.read(count: Self.mark.count) == Self.mark
        else { throw .notA("a profile") }
        var columns: [ColumnProfile] = []
        for _ in 0..<(try reader.readCount(bytesEach: 3)) {
            let name = try reader.readText()
            guard let kind = ColumnProfile.Kind(rawValue: try reader.read(UInt8.self)) else {
                throw .fieldInvalid("kind of a column")
            }
            let content: ColumnProfile.Content =
                kind.isNumeric
                ? .numbers(try NumericProfile(&reader, hashesIntegers: kind == .integer))
                : .categories(try CategoricalProfile(&reader))
            columns.append(ColumnProfile(name, kind, content))
        }
        try reader.requireEnd()
        try self.init(columns)
    }
}

/// A count of rows that no file is long enough to reach.
private let rowsMost = 1 << 48

extension ByteReader {
    fileprivate mutating func readRows() throws(SketchError) -> Int {
        let rows = try readVarint()
        guard rows < rowsMost else { throw .fieldInvalid("number of rows") }
        return rows
    }

    fileprivate mutating func readSketch() throws(SketchError) -> [UInt8] {
        try read(count: try readVarint())
    }
}

extension NumericProfile {
    fileprivate func write(to writer: inout ByteWriter) {
        for count in counts { writer.writeVarint(count) }
        writer.writeVarint(moments.count)
        writer.write(moments.mean)
        writer.write(moments.squares)
        writer.write(quantiles.seed)
        for sketch in [quantiles.bytes, distinct.bytes] {
            writer.writeVarint(sketch.count)
            writer.write(sketch)
        }
    }

    fileprivate init(_ reader: inout ByteReader, hashesIntegers: Bool) throws(SketchError) {
        var counts: [Int] = []
        for _ in 0..<Self.countsKept { counts.append(try reader.readRows()) }
        let moments = Moments(
            count: try reader.readRows(), mean: try reader.readDouble(),
            squares: try reader.readDouble())
        let seed = try reader.read(UInt64.self)
        let quantiles = try QuantileSketch(bytes: try reader.readSketch(), seed: seed)
        let distinct = try HyperLogLog(bytes: try reader.readSketch())
        let finite = quantiles.count - counts[2] - counts[3]
        guard quantiles.count < rowsMost, moments.count == finite, moments.squares >= 0 else {
            throw .fieldInvalid("number of values of a column")
        }
        self.init(
            counts: counts, moments: moments, quantiles: quantiles, distinct: distinct,
            hashesIntegers: hashesIntegers)
    }
}

extension CategoricalProfile {
    fileprivate func write(to writer: inout ByteWriter) {
        writer.writeVarint(nulls)
        writer.writeVarint(frequent.total)
        writer.writeVarint(frequent.error)
        writer.writeVarint(frequent.names.count)
        for (name, count) in zip(frequent.names, frequent.counts) {
            writer.write(name)
            writer.writeVarint(count)
        }
        // Of names that are all here it can be made again.
        let sketch = frequent.error == 0 ? [] : distinct.bytes
        writer.writeVarint(sketch.count)
        writer.write(sketch)
    }

    fileprivate init(_ reader: inout ByteReader) throws(SketchError) {
        let nulls = try reader.readRows()
        let (total, error) = (try reader.readRows(), try reader.readRows())
        let count = try reader.readCount(bytesEach: 2)
        var (names, counts, sum) = ([String](), [Int](), 0)
        for _ in 0..<count {
            names.append(try reader.readText())
            counts.append(try reader.readRows())
            sum += counts.last ?? 0
            guard sum <= total else { throw .fieldInvalid("count of a category") }
        }
        let sketch = try reader.readSketch()
        guard sketch.isEmpty == (error == 0), error > 0 || sum == total else {
            throw .fieldInvalid("number of categories")
        }
        let frequent = FrequentItems(names, counts: counts, error: error, total: total)
        guard frequent.names == names, frequent.counts == counts else {
            throw .fieldInvalid("order of the categories")
        }
        var distinct = HyperLogLog()
        if sketch.isEmpty {
            for name in names { distinct.add(name) }
        } else {
            distinct = try HyperLogLog(bytes: sketch)
        }
        self.init(nulls: nulls, frequent: frequent, distinct: distinct)
    }
}
