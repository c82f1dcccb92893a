/// Which licences something is under, and how they are combined.
///
/// Source: SPDX 3.0.1, annex *SPDX license expressions*.
package indirect enum LicenceExpression: Sendable, Hashable {
    case licence(LicenceReference)
    /// The licence with more permissions or fewer duties than it has alone.
    case exception(LicenceReference, exception: String)
    /// All of them apply; at least two.
    case all([LicenceExpression])
    /// Whoever takes it chooses one; at least two.
    case any([LicenceExpression])

    /// - Throws: ``LicenceExpressionError`` for what is no expression.
    package init(parsing text: some StringProtocol) throws(LicenceExpressionError) {
        var parser = LicenceExpressionParser(text)
        self = try parser.parse()
    }
}

/// A licence by its identifier.
package struct LicenceReference: Sendable, Hashable {
    /// SPDX's identifier in the list's own spelling, or `LicenseRef-…`, or an unknown identifier as
    /// it was written.
    package let id: String
    /// Whether later versions of the licence will do, which a `+` says.
    package let allowsLater: Bool

    package init(id: String, allowsLater: Bool = false) {
        self.id = id
        self.allowsLater = allowsLater
    }
}

/// Why a text is no licence expression, and where.
package struct LicenceExpressionError: Error, Sendable, Equatable {
    /// Bytes before the fault.
    package let offset: Int
    package let reason: Reason

    package enum Reason: String, Sendable {
        case tooLong = "it has more than 4,096 bytes"
        case tooDeep = "parentheses are nested deeper than 32"
        case licenceExpected = "a licence is missing"
        case exceptionExpected = "an exception is missing behind `WITH`"
        case operatorExpected = "`AND`, `OR` or `WITH` is missing"
        case notClosed = "`)` is missing"
        case misplacedReference = "`LicenseRef-` takes no `+`"
    }
}

extension LicenceExpressionError: CustomStringConvertible {
    package var description: String { reason.rawValue }
}

extension LicenceReference: CustomStringConvertible {
    package var description: String { allowsLater ? id + "+" : id }
}

extension LicenceExpression: CustomStringConvertible {
    /// With no more parentheses than it needs.
    package var description: String {
        switch self {
        case .licence(let licence): licence.description
        case .exception(let licence, let exception): "\(licence) WITH \(exception)"
        case .all(let parts):
            parts.map { part in
                if case .any = part { "(\(part))" } else { "\(part)" }
            }.joined(separator: " AND ")
        case .any(let parts): parts.map(\.description).joined(separator: " OR ")
        }
    }

    /// All licences in it, in their order.
    package var licences: [LicenceReference] {
        switch self {
        case .licence(let licence), .exception(let licence, _): [licence]
        case .all(let parts), .any(let parts): parts.flatMap(\.licences)
        }
    }
}
