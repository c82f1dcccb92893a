package import Statistics
import Tables

/// How far current rows lie from those of a reference, column by column.
///
/// Exact from files of rows; as intervals from profiles, which need no rows.
package struct CompareData: Sendable {
    /// A file of rows, or a profile; `-` for standard input, once.
    package let reference: String
    package let current: String
    /// `nil` for all.
    package let columns: [String]?
    /// A column of both files with each row's weight.
    package let weight: String?
    package let settings: DriftSettings

    package init(
        reference: String, current: String, columns: [String]? = nil, weight: String? = nil,
        settings: DriftSettings
    ) {
        self.reference = reference
        self.current = current
        self.columns = columns
        self.weight = weight
        self.settings = settings
    }

    package struct Compared: Sendable {
        package let report: DriftReport
        package let referenceRows: Int
        package let currentRows: Int
        /// Whether rows were compared, and not profiles of them.
        package let isExact: Bool
        /// What rows were weighted by; `nil` when all count alike.
        package var weighting: Weighting?
    }

    /// The column of weights, and as many equal rows as either side's say.
    package struct Weighting: Sendable, Equatable {
        package let column: String
        package let referenceEffectiveRows: Double
        package let currentEffectiveRows: Double

        /// `nil` without weights.
        init?(_ column: String?, _ reference: RowWeights?, _ current: RowWeights?) {
            guard let column, let reference, let current else { return nil }
            self.column = column
            referenceEffectiveRows = reference.effectiveRows
            currentEffectiveRows = current.effectiveRows
        }
    }

    /// - Throws: A fault that names the file and the place of what does not read, and for a
    ///   side without rows or without a column that was asked for.
    package func run() throws(Failure) -> Compared {
        guard reference != "-" || current != "-" else {
            throw .fault(
                "input_twice", "`-` is standard input, which can be read once: name a file")
        }
        return ProfileFile.isProfile(reference) || ProfileFile.isProfile(current)
            ? try profiles() : try rows()
    }

    // MARK: Rows

    private func rows() throws(Failure) -> Compared {
        let first = try open(reference)
        // A pipe is read to its end before the other is opened: one program may fill both.
        guard first.description.format == .parquet else {
            return try compare(side(first, reference), side(open(current), current))
        }
        let second = try open(current)
        guard second.description.format == .parquet, reference != "-", current != "-" else {
            return try compare(side(first, reference), side(second, current))
        }
        return try CompareColumns(self, first.description, second.description).run()
    }

    private func compare(_ first: Side, _ second: Side) throws(Failure) -> Compared {
        do throws(DriftError) {
            return Compared(
                report: try DriftReport(
                    reference: first.columns, current: second.columns,
                    weights: DriftWeights(reference: first.weights, current: second.weights),
                    settings: settings),
                referenceRows: first.rows, currentRows: second.rows, isExact: true,
                weighting: Weighting(weight, first.weights, second.weights))
        } catch { throw .fault("not_compared", "\(error)") }
    }

    private struct Side {
        let columns: [DriftColumn]
        let weights: RowWeights?
        let rows: Int
    }

    private func open(_ path: String) throws(Failure) -> TableReader {
        do throws(TableError) {
            var options = TableOptions()
            if let columns {
                options.columns = columns.map { ColumnRequest($0) }
                if let weight { options.columns?.append(ColumnRequest(weight, .numberOrMissing)) }
            }
            return path == "-"
                ? try TableFile.open(descriptor: 0, name: "standard input", options: options)
                : try TableFile.open(path, options: options)
        } catch { throw .fault("bad_table", "\(ProfileFile.named(path)): \(error)") }
    }

    private func side(_ reader: TableReader, _ path: String) throws(Failure) -> Side {
        let file = ProfileFile.named(path)
        let table: Table
        do throws(TableError) {
            table = try Table(reader)
            guard table.rows > 0 else { throw .notRead("there are no rows to compare") }
        } catch { throw .fault("bad_table", "\(file): \(error)") }
        return Side(
            columns: table.columns.filter { $0.name != weight }
                .map { DriftColumn($0.name, $0.column) },
            weights: try weight.map { name throws(Failure) in
                try WeightColumn.weights(table, name, in: file)
            }, rows: table.rows)
    }

    // MARK: Profiles

    private func profiles() throws(Failure) -> Compared {
        guard weight == nil else {
            throw .fault("weighted_profile", "a profile has no rows to weigh; compare the files")
        }
        let first = try kept(reference)
        let second = try kept(current)
        return Compared(
            report: DriftReport(reference: first, current: second, settings: settings),
            referenceRows: first.rows, currentRows: second.rows, isExact: false)
    }

    private func kept(_ path: String) throws(Failure) -> DataProfile {
        let profile = try ProfileFile.loadOrProfile(path)
        guard profile.rows > 0 else {
            throw .fault("bad_profile", "\(ProfileFile.named(path)): there are no rows to compare")
        }
        guard let columns else { return profile }
        for name in columns where profile.column(name) == nil {
            throw .fault(
                "no_column", "\(ProfileFile.named(path)): there is no column `\(name)`")
        }
        do throws(SketchError) {
            return try DataProfile(profile.columns.filter { columns.contains($0.name) })
        } catch { throw .fault("bad_profile", "\(path): \(error)") }
    }
}
