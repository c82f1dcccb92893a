/// A part of a statement with the values for its `?`.
struct SQLCondition {
    var text: String
    var values: [SQLValue]

    init(_ text: String, _ values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    static func all(_ conditions: [SQLCondition]) -> SQLCondition {
        SQLCondition(
            conditions.isEmpty ? "1 = 1" : conditions.map(\.text).joined(separator: " AND "),
            conditions.flatMap(\.values))
    }

    /// That a column is among numbers, of which there are some.
    static func among(_ column: String, _ numbers: [Int64]) -> SQLCondition {
        let places = Array(repeating: "?", count: numbers.count).joined(separator: ",")
        return SQLCondition("\(column) IN (\(places))", numbers.map { .integer($0) })
    }

    /// That a column is among texts.
    static func among(_ column: String, _ texts: [String], isNegated: Bool = false) -> SQLCondition
    {
        guard !texts.isEmpty else { return SQLCondition(isNegated ? "1 = 1" : "1 = 0") }
        let places = Array(repeating: "?", count: texts.count).joined(separator: ",")
        return SQLCondition(
            "\(column) \(isNegated ? "NOT IN" : "IN") (\(places))", texts.map { .text($0) })
    }
}

extension Filter.Comparison {
    /// What it says of a column.
    ///
    /// INVARIANT: what a client wrote is a value, never part of a statement.
    func condition(on column: String, _ dialect: SQLDialect) -> SQLCondition {
        switch value {
        case .number(let number):
            SQLCondition("\(column) \(comparator.rawValue) ?", [.number(number)])
        case .texts(let texts):
            .among(column, texts, isNegated: comparator == .notAmong)
        case .text(let text):
            switch comparator {
            case .like:
                SQLCondition("\(column) LIKE ?\(dialect.likeTail)", [.text(text)])
            case .ilike:
                SQLCondition(
                    "lower(\(column)) LIKE lower(?)\(dialect.likeTail)", [.text(text)])
            default: SQLCondition("\(column) \(comparator.rawValue) ?", [.text(text)])
            }
        }
    }

    /// The same for a column that counts milliseconds, or numbers things.
    func condition(onInteger column: String, _ dialect: SQLDialect) -> SQLCondition {
        guard case .number(let number) = value, let integer = Int64(exactly: number) else {
            return condition(on: column, dialect)
        }
        return SQLCondition("\(column) \(comparator.rawValue) ?", [.integer(integer)])
    }

    /// That a thing has a row with this key and value in another table.
    func condition(
        inTable table: String, _ column: String, of number: String, _ dialect: SQLDialect,
        and more: String = ""
    ) -> SQLCondition {
        let inner = condition(on: "\(table).value", dialect)
        return SQLCondition(
            "EXISTS (SELECT 1 FROM \(table) WHERE \(table).\(column) = \(number) "
                + "AND \(table).key = ? \(more) AND \(inner.text))",
            [.text(key)] + inner.values)
    }

    /// Whether it holds of a text; nothing holds of one that is not there.
    package func holds(of text: String?) -> Bool {
        guard let text else { return false }
        switch value {
        case .number: return false
        case .texts(let texts): return texts.contains(text) == (comparator == .among)
        case .text(let wanted):
            switch comparator {
            case .equal: return text == wanted
            case .unequal: return text != wanted
            case .like: return LikePattern(wanted).matches(text)
            case .ilike: return LikePattern(wanted.lowercased()).matches(text.lowercased())
            default: return false
            }
        }
    }
}

/// A pattern in which `%` is any text and `_` any character.
struct LikePattern {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// - Complexity: O(pattern · text).
    func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var (place, index) = (0, 0)
        var (lastAny, resumed): (Int?, Int) = (nil, 0)
        while index < text.count {
            if place < scalars.count, scalars[place] == "%" {
                lastAny = place
                resumed = index
                place += 1
            } else if place < scalars.count,
                scalars[place] == "_" || scalars[place] == text[index]
            {
                place += 1
                index += 1
            } else if let any = lastAny {
                place = any + 1
                resumed += 1
                index = resumed
            } else {
                return false
            }
        }
        return scalars[place...].allSatisfy { $0 == "%" }
    }
}
