import Statistics
import Tables

/// Columns of a table as groups and segments of rows.
extension GroupColumn {
    /// Groups by the texts of a column; rows without one are of no known group.
    init(_ name: String, _ column: Column) throws(SampleError) {
        switch column {
        case .categories(let texts):
            try self.init(name: name, names: texts.names, codes: texts.codes)
        case .booleans(let truths):
            try self.init(
                name: name, names: ["false", "true"], codes: truths.values.map(Int32.init))
        case .numbers(let numbers):
            let words = numbers.values.map { $0.isNaN ? "" : OpenedModel.word($0) }
            let names = Set(words.filter { !$0.isEmpty }).sorted()
            let codes = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
            try self.init(name: name, names: names, codes: words.map { codes[$0] ?? -1 })
        }
    }
}

extension SegmentColumn {
    init(_ name: String, _ column: Column) throws(SampleError) {
        if case .numbers(let numbers) = column {
            self = .numbers(name: name, values: numbers.values)
        } else {
            self = .categories(try GroupColumn(name, column))
        }
    }
}
