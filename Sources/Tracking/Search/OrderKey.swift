/// One thing to order by.
package struct OrderKey: Sendable, Hashable {
    package let entity: FilterDialect.Entity
    package let key: String
    package let isAscending: Bool

    package init(entity: FilterDialect.Entity, key: String, isAscending: Bool) {
        self.entity = entity
        self.key = key
        self.isAscending = isAscending
    }

    /// `metrics.acc DESC`, `name`.
    ///
    /// - Throws: `invalid` for what the dialect does not order by.
    package init(_ text: String, in dialect: FilterDialect) throws(TrackingError) {
        var lexer = FilterLexer(text)
        let tokens = try lexer.tokens()
        guard case .word(let parts)? = tokens.first, tokens.count <= 2 else {
            throw TrackingCheck.invalid(
                "Invalid order_by clause '\(text.prefix(100))'. Could not be parsed.")
        }
        switch tokens.count == 1 ? "ASC" : tokens[1].plain?.uppercased() {
        case "ASC": isAscending = true
        case "DESC": isAscending = false
        default:
            throw TrackingCheck.invalid(
                "Invalid ordering key in order_by clause '\(text.prefix(100))'.")
        }
        let (entity, key) = try dialect.resolved(parts)
        guard entity == .attribute else {
            self.entity = entity
            self.key = key
            return
        }
        guard let name = dialect.orders[key] else {
            throw TrackingCheck.invalid(
                "Invalid order by key '\(key)' specified. Valid keys are "
                    + "'\(Set(dialect.orders.values).sorted())'")
        }
        self.entity = entity
        self.key = name
    }

    /// All of a search.
    package static func keys(
        _ texts: [String], in dialect: FilterDialect
    ) throws(TrackingError) -> [OrderKey] {
        guard texts.count <= TrackingLimits.orderCountMax else {
            throw TrackingCheck.invalid(
                "A search is ordered by at most \(TrackingLimits.orderCountMax) keys.")
        }
        var keys: [OrderKey] = []
        for text in texts {
            let key = try OrderKey(text, in: dialect)
            guard !keys.contains(where: { $0.entity == key.entity && $0.key == key.key }) else {
                throw TrackingCheck.invalid(
                    "`order_by` contains duplicate fields: \(texts.joined(separator: ", "))")
            }
            keys.append(key)
        }
        return keys
    }
}
