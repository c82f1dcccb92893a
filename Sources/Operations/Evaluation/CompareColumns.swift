import Statistics
import Tables

/// Compares two Parquet files a few columns at a time, so that memory holds those only.
struct CompareColumns {
    private let data: CompareData
    private let reference: TableDescription
    private let current: TableDescription

    /// Cells of each file that are held at once, about; at least one column's.
    private let cellsHeld: Int

    init(
        _ data: CompareData, _ reference: TableDescription, _ current: TableDescription,
        cellsHeld: Int = 1 << 20
    ) {
        self.data = data
        self.cellsHeld = cellsHeld
        self.reference = reference
        self.current = current
    }

    /// - Returns: What ``DriftReport`` says of all columns at once.
    /// - Throws: A fault that names the file and what does not read.
    func run() throws(Failure) -> CompareData.Compared {
        for (path, side) in [(data.reference, reference), (data.current, current)]
        where side.rows == 0 {
            throw .fault("bad_table", "\(path): there are no rows to compare")
        }
        let (mine, others) = (names(reference), names(current))
        let (known, common) = (Set(mine), Set(others))
        let own = others.filter { !known.contains($0) }
        let (first, second) = (try weights(data.reference), try weights(data.current))
        let comparison = ColumnComparison(
            weights: DriftWeights(reference: first, current: second),
            settings: data.settings, columns: mine.count + own.count)
        var columns: [ColumnDrift] = []
        let rows = max(reference.rows ?? 0, current.rows ?? 0)
        let step = max(1, cellsHeld / max(rows, 1))
        for start in stride(from: 0, to: mine.count, by: step) {
            let batch = Array(mine[start..<min(start + step, mine.count)])
            columns += try compare(batch, common: common, comparison)
        }
        columns += own.map { comparison.missing($0, .reference) }
        return CompareData.Compared(
            report: DriftReport(columns, settings: data.settings),
            referenceRows: reference.rows ?? 0, currentRows: current.rows ?? 0, isExact: true,
            weighting: CompareData.Weighting(data.weight, first, second))
    }

    private func names(_ description: TableDescription) -> [String] {
        description.columns.map(\.name).filter { $0 != data.weight }
    }

    private func compare(
        _ names: [String], common: Set<String>, _ comparison: ColumnComparison
    ) throws(Failure) -> [ColumnDrift] {
        let shared = names.filter { common.contains($0) }
        let first = try read(data.reference, names)
        let second = try read(data.current, shared)
        let others = Dictionary(second.map { ($0.name, $0) }) { first, _ in first }
        do throws(DriftError) {
            var drifts: [ColumnDrift] = []
            for column in first {
                drifts.append(try comparison.compare(column, others[column.name]))
            }
            return drifts
        } catch { throw .fault("not_compared", "\(error)") }
    }

    private func read(_ path: String, _ names: [String]) throws(Failure) -> [DriftColumn] {
        guard !names.isEmpty else { return [] }
        do throws(TableError) {
            let options = TableOptions(columns: names.map { ColumnRequest($0) })
            return try Table(TableFile.open(path, options: options)).columns
                .map { DriftColumn($0.name, $0.column) }
        } catch { throw .fault("bad_table", "\(path): \(error)") }
    }

    private func weights(_ path: String) throws(Failure) -> RowWeights? {
        guard let name = data.weight else { return nil }
        let table: Table
        do throws(TableError) {
            let options = TableOptions(columns: [ColumnRequest(name)])
            table = try Table(TableFile.open(path, options: options))
        } catch { throw .fault("bad_table", "\(path): \(error)") }
        return try WeightColumn.weights(table, name, in: path)
    }
}
