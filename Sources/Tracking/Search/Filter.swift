/// What must hold of what is searched for: all of some comparisons.
package struct Filter: Sendable, Hashable {
    package let comparisons: [Comparison]

    package struct Comparison: Sendable, Hashable {
        package let entity: FilterDialect.Entity
        package let key: String
        package let comparator: FilterDialect.Comparator
        package let value: Value
    }

    package enum Value: Sendable, Hashable {
        case number(Double)
        case text(String)
        case texts([String])

        var texts: [String] {
            switch self {
            case .number: []
            case .text(let text): [text]
            case .texts(let texts): texts
            }
        }
    }

    /// - Throws: `invalid` for what the dialect does not allow.
    package init(_ text: String, in dialect: FilterDialect) throws(TrackingError) {
        var lexer = FilterLexer(text)
        var parser = FilterParser(tokens: try lexer.tokens()[...], dialect: dialect)
        comparisons = try parser.comparisons()
    }
}

/// Reads `KEY COMPARATOR VALUE`, joined by `AND`.
private struct FilterParser {
    var tokens: ArraySlice<FilterToken>
    let dialect: FilterDialect

    mutating func comparisons() throws(TrackingError) -> [Filter.Comparison] {
        var found: [Filter.Comparison] = []
        while !tokens.isEmpty {
            if !found.isEmpty {
                guard tokens.popFirst()?.plain?.uppercased() == "AND" else { throw invalidClause }
            }
            found.append(try comparison())
            guard found.count <= TrackingLimits.filterComparisonCountMax else {
                throw TrackingCheck.invalid(
                    "A filter has at most \(TrackingLimits.filterComparisonCountMax) comparisons.")
            }
        }
        return found
    }

    private var invalidClause: TrackingError {
        let rest = tokens.prefix(3).map(\.shown).joined(separator: " ")
        return TrackingCheck.invalid("Invalid clause(s) in filter string: '\(rest)'")
    }

    private mutating func comparison() throws(TrackingError) -> Filter.Comparison {
        guard case .word(let parts)? = tokens.popFirst() else { throw invalidClause }
        let (entity, key, field) = try dialect.field(parts)
        let comparator = try self.comparator()
        guard field.comparators.contains(comparator) else {
            throw TrackingCheck.invalid(
                "Invalid comparator '\(comparator.rawValue)' for '\(key)', not one of "
                    + field.comparators.map { "'\($0.rawValue)'" }.joined(separator: ", "))
        }
        let value = try self.value(of: key, field, comparator)
        return Filter.Comparison(entity: entity, key: key, comparator: comparator, value: value)
    }

    private mutating func comparator() throws(TrackingError) -> FilterDialect.Comparator {
        guard let token = tokens.popFirst() else { throw invalidClause }
        if case .comparator(let text) = token,
            let comparator = FilterDialect.Comparator(rawValue: text)
        {
            return comparator
        }
        switch token.plain?.uppercased() {
        case "LIKE": return .like
        case "ILIKE": return .ilike
        case "IN": return .among
        case "NOT" where tokens.first?.plain?.uppercased() == "IN":
            tokens.removeFirst()
            return .notAmong
        default:
            throw TrackingCheck.invalid(
                "Invalid clause(s) in filter string: expected a comparator, found "
                    + "'\(token.shown)'")
        }
    }

    private mutating func value(
        of key: String, _ field: FilterDialect.Field, _ comparator: FilterDialect.Comparator
    ) throws(TrackingError) -> Filter.Value {
        if comparator == .among || comparator == .notAmong { return .texts(try list()) }
        guard let token = tokens.popFirst() else {
            throw TrackingCheck.invalid(
                "Invalid comparison clause. Expected a value for '\(key)'")
        }
        if field.isNumber {
            guard case .number(let text) = token, let number = Double(text) else {
                throw TrackingCheck.invalid(
                    "Expected numeric value type for '\(key)'. Found \(token.shown)")
            }
            return .number(number)
        }
        guard let text = token.string else {
            throw TrackingCheck.invalid(
                "Expected a quoted string value for '\(key)' (e.g. 'my-value'). Got value "
                    + token.shown)
        }
        return .text(text)
    }

    private mutating func list() throws(TrackingError) -> [String] {
        guard tokens.popFirst() == .open else {
            throw TrackingCheck.invalid(
                "Expected a list of quoted string values in parentheses after IN.")
        }
        var texts: [String] = []
        while true {
            guard let text = tokens.popFirst()?.string else {
                throw TrackingCheck.invalid(
                    "While parsing a list in the query, expected a non-empty list of string "
                        + "values, got something else.")
            }
            texts.append(text)
            guard texts.count <= TrackingLimits.entryCountMax else {
                throw TrackingCheck.invalid("A list in a filter has too many values.")
            }
            switch tokens.popFirst() {
            case .comma?: if tokens.first == .close { tokens.removeFirst(); return texts }
            case .close?: return texts
            default: throw TrackingCheck.invalid("A list in the filter string does not end.")
            }
        }
    }
}

extension FilterToken {
    /// The text of a value in single or double quotes.
    fileprivate var string: String? {
        switch self {
        case .text(let text): text
        case .word(let parts) where parts.count == 1 && parts[0].isQuoted: parts[0].text
        default: nil
        }
    }
}

extension FilterDialect {
    /// What a word in a filter names.
    fileprivate func field(
        _ parts: [FilterToken.Part]
    ) throws(TrackingError) -> (Entity, key: String, Field) {
        let (entity, key) = try resolved(parts)
        if entity == .attribute {
            guard let (name, field) = attributes[key] else {
                throw TrackingCheck.invalid(
                    "Invalid attribute key '\(key)' specified. Valid keys are "
                        + "'\(attributes.keys.sorted())'")
            }
            return (entity, name, field)
        }
        if let known = keys[entity], !known.contains(key) {
            throw TrackingCheck.invalid(
                "Invalid \(entity.rawValue) key '\(key)' specified. Valid keys are "
                    + "'\(known.sorted())'")
        }
        return (entity, key, fields[entity] ?? .text)
    }

    /// The entity and the key that a word names.
    func resolved(
        _ parts: [FilterToken.Part]
    ) throws(TrackingError) -> (Entity, key: String) {
        guard parts.count > 1 else { return (usual, parts.first?.text ?? "") }
        guard let entity = prefixes[parts[0].text] else {
            throw TrackingCheck.invalid(
                "Invalid entity type '\(parts[0].text)'. Valid values are "
                    + "\(Set(prefixes.values.map(\.rawValue)).sorted())")
        }
        return (entity, parts.dropFirst().map(\.text).joined(separator: "."))
    }
}
