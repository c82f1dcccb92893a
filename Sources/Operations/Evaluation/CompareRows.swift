import Statistics
import Tables
import Transparency

/// Looks for rows of an evaluation in a file of training rows, over the columns that both have.
struct CompareRows {
    /// The columns by which rows are told apart.
    let columns: [String]
    let overlap: RowOverlap

    /// - Parameters:
    ///   - evaluation: A file of rows.
    ///   - training: Another, which may be much larger: it is read once and not kept.
    /// - Throws: A fault that names the file and what does not read, and when no column is in both.
    init(evaluation: String, training: String) throws(Failure) {
        let (own, others) = (try Self.describe(evaluation), try Self.describe(training))
        let kinds = Dictionary(others.map { ($0.name, $0.type) }) { first, _ in first }
        let requests = own.compactMap { column in
            kinds[column.name].map { Self.request(column.name, column.type, $0) }
        }
        guard !requests.isEmpty else {
            throw .fault("other_columns", "\(training): has no column that \(evaluation) has")
        }
        columns = requests.map(\.name)
        var keys: [RowOverlap.Key] = []
        try Self.read(evaluation, requests) { keys += $0 }
        guard !keys.isEmpty else {
            throw .fault("bad_table", "\(evaluation): there are no rows below the header")
        }
        var overlap = RowOverlap(evaluation: keys)
        try Self.read(training, requests) { overlap.add(training: $0) }
        self.overlap = overlap
    }

    /// Cells of unlike types are told apart by their text.
    private static func request(
        _ name: String, _ own: ColumnType, _ other: ColumnType
    ) -> ColumnRequest {
        own == other || own.isNumeric && other.isNumeric
            ? ColumnRequest(name) : ColumnRequest(name, .categoryOrMissing)
    }

    private static func describe(
        _ path: String
    ) throws(Failure) -> [TableDescription.Column] {
        do throws(TableError) { return try TableFile.open(path).description.columns } catch {
            throw .fault("bad_table", "\(path): \(error)")
        }
    }

    private static func read(
        _ path: String, _ requests: [ColumnRequest], _ use: ([RowOverlap.Key]) -> Void
    ) throws(Failure) {
        do throws(TableError) {
            var reader = try TableFile.open(path, options: TableOptions(columns: requests))
            while let chunk = try reader.nextChunk() { use(keys(chunk)) }
        } catch { throw .fault("bad_table", "\(path): \(error)") }
    }

    /// A digest of each row's cells, each with its length.
    private static func keys(_ chunk: TableChunk) -> [RowOverlap.Key] {
        let columns = chunk.columns.map(CellBytes.init)
        var bytes: [UInt8] = []
        return (0..<chunk.rows).map { row in
            bytes.removeAll(keepingCapacity: true)
            for column in columns { column.append(row, to: &bytes) }
            return RowOverlap.Key(digest: Digest(of: bytes).bytes)
        }
    }
}

/// A column's cells as bytes that are equal for equal cells.
private enum CellBytes {
    case numbers([Double])
    case texts(codes: [Int32], texts: [[UInt8]])
    case truths([Int8])

    init(_ column: Column) {
        switch column {
        case .numbers(let numbers): self = .numbers(numbers.values)
        case .categories(let texts):
            self = .texts(codes: texts.codes, texts: texts.names.map { Array($0.utf8) })
        case .booleans(let truths): self = .truths(truths.values)
        }
    }

    func append(_ row: Int, to bytes: inout [UInt8]) {
        switch self {
        case .numbers(let values):
            // −0 is 0, and all gaps are alike.
            let bits = values[row].isNaN ? UInt64.max : (values[row] + 0).bitPattern
            Self.append(bits, to: &bytes)
        case .texts(let codes, let texts):
            guard codes[row] >= 0 else { return Self.append(.max, to: &bytes) }
            let text = texts[Int(codes[row])]
            Self.append(UInt64(text.count), to: &bytes)
            bytes += text
        case .truths(let values): bytes.append(UInt8(bitPattern: values[row]))
        }
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

extension CompareRows {
    /// As it stands in evidence.
    func json() throws(SampleError) -> JSON {
        [
            "columns": .array(columns.map { .string($0) }),
            "share": Estimate(try overlap.share()).json,
            "training_rows": JSON(overlap.trainingRows),
            "twins": Estimate(try overlap.twinShare()).json,
        ]
    }
}
