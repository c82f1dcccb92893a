import Statistics
import Tables

/// Columns of a table as profiles and drift take them.
extension ColumnProfile.Kind {
    init(_ type: ColumnType) {
        switch type {
        case .number, .time: self = .number
        case .integer: self = .integer
        case .date, .timestamp: self = .date
        case .boolean: self = .boolean
        case .category: self = .category
        }
    }
}

extension ColumnProfile {
    /// Adds a chunk's rows; days become seconds.
    mutating func add(_ column: Column, _ type: ColumnType) throws(SketchError) {
        switch column {
        case .numbers(let numbers):
            let isDays = type == .date
            let values = isDays ? numbers.values.map { $0 * 86_400 } : numbers.values
            guard numbers.nullCount > 0 else { return try add(values) }
            // A missing number must not count as a NaN that stands in the file.
            let known = zip(values, numbers.values).filter { !Numbers.isMissing($1) }.map(\.0)
            try add(known, nulls: numbers.nullCount)
        case .categories(let texts): try add(codes: texts.codes, names: texts.names)
        case .booleans(let truths):
            try add(codes: truths.values.map(Int32.init), names: ["false", "true"])
        }
    }
}

extension DriftColumn {
    init(_ name: String, _ column: Column) {
        switch column {
        case .numbers(let numbers): self.init(name, numbers: numbers.values)
        case .categories(let texts): self.init(name, codes: texts.codes, names: texts.names)
        case .booleans(let truths):
            self.init(name, codes: truths.values.map(Int32.init), names: ["false", "true"])
        }
    }
}
