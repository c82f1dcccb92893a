/// A licence that is known, and what it asks for.
package struct Licence: Sendable, Hashable {
    /// SPDX's identifier; `LicenseRef-…` for licences that SPDX's list does not have.
    package let id: String
    /// `nil` when nobody has read them for us, which leaves every question about them undecided.
    package let terms: LicenceTerms?

    init(id: String, terms: LicenceTerms?) {
        self.id = id
        self.terms = terms
    }
}

/// The licences that are known, and the names that people give them.
package enum LicenceCatalogue {
    private static let byName: [String: Licence] = {
        var names: [String: Licence] = [:]
        for row in rows {
            let licence = Licence(id: row.id, terms: row.terms)
            for name in [row.id] + row.names { names[key(name)] = licence }
        }
        return names
    }()

    /// All of them, by identifier.
    static let licences = Set(byName.values).sorted { $0.id < $1.id }

    /// The words of a name, in lower case, without those that say nothing: `The MIT License` is
    /// `mit`.
    static func key(_ name: some StringProtocol) -> String {
        let words = name.utf8.prefix(256).map(\.lowercased)
            .split { !$0.isLetter && !$0.isDigit && $0 != UInt8(ascii: "+") }.map(\.text)
        let empty: Set = ["the", "license", "licence", "licensed", "agreement", "version", "of"]
        let said = words.filter { !empty.contains($0) }
        return (said.isEmpty ? words : said).joined(separator: " ")
    }

    /// The licence of an identifier as SPDX's expressions have it.
    ///
    /// An unknown one has no known terms, unless it says of itself that it is for no commerce.
    package static func licence(id: String) -> Licence {
        let key = key(id)
        if let known = byName[key], known.id.asciiLowercased == id.asciiLowercased { return known }
        return Licence(id: id, terms: termsSaid(by: key))
    }

    /// What an unknown licence's own name gives away.
    private static func termsSaid(by key: String) -> LicenceTerms? {
        let squeezed = key.filter { $0 != " " }
        let said = ["noncommercial", "researchonly", "academiconly", "evaluationonly"]
        let isSaid =
            said.contains(where: squeezed.contains) || key.hasSuffix(" research")
            || key.split(separator: " ").contains("nc")
        return isSaid ? [.noCommercialUse] : nil
    }

    /// An identifier in its list's own spelling; an unknown one as it is.
    static func spelling(of id: String) -> String { licence(id: id).id }

    /// The licence that a name of any kind means: of Hugging Face, of a Python classifier, of
    /// somebody's heading.
    ///
    /// - Returns: `nil` for a name that says nothing, such as `other` or `unknown`; for an unknown
    ///   name, a licence as ``licence(id:)`` has it.
    package static func licence(named name: String) -> Licence? {
        let text = name.split(separator: "::").last?.trimmed ?? ""
        let key = key(text)
        guard !["", "other", "unknown", "none", "proprietary", "osi approved"].contains(key) else {
            return nil
        }
        if let known = byName[key] ?? byName[key.droppingParentheses(of: text)] { return known }
        return Licence(id: reference(key), terms: termsSaid(by: key))
    }

    private static func reference(_ key: String) -> String {
        "LicenseRef-" + key.map { $0 == " " ? "-" : $0 == "+" ? "plus" : String($0) }.joined()
    }

    /// What a licence field says: an expression, or else a name.
    ///
    /// - Returns: `nil` when it says nothing.
    package static func expression(_ text: String) -> LicenceExpression? {
        if let known = byName[key(text)] { return .licence(LicenceReference(id: known.id)) }
        if let expression = try? LicenceExpression(parsing: text), !isSaidOfNothing(expression) {
            return expression.mapIdentifiers { id in
                byName[key(id)]?.id ?? licence(named: id)?.id ?? id
            }
        }
        return licence(named: text).map { .licence(LicenceReference(id: $0.id)) }
    }

    /// `other` and `unknown` read as identifiers, and are none.
    private static func isSaidOfNothing(_ expression: LicenceExpression) -> Bool {
        expression.licences.contains { licence(named: $0.id) == nil }
    }
}

extension String {
    /// The key of a classifier's name without the short form behind it: `… v3 (GPLv3)`.
    fileprivate func droppingParentheses(of text: String) -> String {
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return self }
        return LicenceCatalogue.key(text[..<open])
    }
}

extension LicenceExpression {
    func mapIdentifiers(_ change: (String) -> String) -> LicenceExpression {
        switch self {
        case .licence(let licence): .licence(licence.mapIdentifier(change))
        case .exception(let licence, let exception):
            .exception(licence.mapIdentifier(change), exception: exception)
        case .all(let parts): .all(parts.map { $0.mapIdentifiers(change) })
        case .any(let parts): .any(parts.map { $0.mapIdentifiers(change) })
        }
    }
}

extension LicenceReference {
    fileprivate func mapIdentifier(_ change: (String) -> String) -> LicenceReference {
        LicenceReference(id: change(id), allowsLater: allowsLater)
    }
}
