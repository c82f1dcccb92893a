import Statistics
import Tables

/// A column that says how much each row counts.
enum WeightColumn {
    /// - Parameters:
    ///   - table: That may have it.
    ///   - name: Of the column.
    ///   - file: For the sentence.
    /// - Returns: One weight for each row.
    /// - Throws: A fault for a column that is not there, holds no numbers, or one below 0, or none
    ///   above.
    static func weights(
        _ table: Table, _ name: String, in file: String
    ) throws(Failure) -> RowWeights {
        guard let column = table.columns.first(where: { $0.name == name }) else {
            throw .fault("bad_table", "\(file): the column `\(name)` of weights is not there")
        }
        return try weights(column.column, name, in: file)
    }

    static func weights(
        _ column: Column, _ name: String, in file: String
    ) throws(Failure) -> RowWeights {
        guard case .numbers(let numbers) = column else {
            throw .fault("bad_table", "\(file): the column `\(name)` of weights holds no numbers")
        }
        do throws(WeightError) {
            return try RowWeights(numbers.values)
        } catch { throw .fault("bad_weights", "\(file): the column `\(name)`: \(error)") }
    }
}
