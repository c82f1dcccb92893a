/// One condition on a version, such as `>=1.4` or `==2.*`, as PEP 440 defines them.
package enum VersionSpecifier: Sendable, Hashable {
    /// `~=2.2.1`: at least this, with the same release but for the last number.
    case compatible(PythonVersion)
    /// `==1.4`: this version, whatever its local part, unless one is named.
    case equal(PythonVersion)
    case notEqual(PythonVersion)
    /// `==1.4.*`: the release begins so.
    case prefix(PythonVersion)
    case notPrefix(PythonVersion)
    case atMost(PythonVersion)
    case atLeast(PythonVersion)
    case below(PythonVersion)
    case above(PythonVersion)
    /// `===text`: the very text, letters in either case.
    case identical(String)

    /// Reads the operator and what follows it.
    ///
    /// - Returns: `nil` for what PEP 440 does not allow.
    package init?(_ text: some StringProtocol) {
        var cursor = ByteCursor(Array(text.trimmed.utf8))
        guard let specifier = Self.read(&cursor) else { return nil }
        self = specifier
    }

    private static func read(_ cursor: inout ByteCursor) -> VersionSpecifier? {
        if cursor.take("===") {
            let text = rest(&cursor)
            return text.isEmpty || text.utf8.contains(where: \.isSpace) ? nil : .identical(text)
        }
        if cursor.take("==") { return equality(rest(&cursor), equal, prefix) }
        if cursor.take("!=") { return equality(rest(&cursor), notEqual, notPrefix) }
        if cursor.take("~=") {
            return order(rest(&cursor), compatible).flatMap { $0.isWideEnough ? $0 : nil }
        }
        if cursor.take("<=") { return order(rest(&cursor), atMost) }
        if cursor.take(">=") { return order(rest(&cursor), atLeast) }
        if cursor.take("<") { return order(rest(&cursor), below) }
        if cursor.take(">") { return order(rest(&cursor), above) }
        return nil
    }

    private static func rest(_ cursor: inout ByteCursor) -> String {
        cursor.take { _ in true }.text.trimmed
    }

    private static func equality(
        _ text: String, _ exact: (PythonVersion) -> Self, _ beginning: (PythonVersion) -> Self
    ) -> VersionSpecifier? {
        guard text.hasSuffix(".*") else { return PythonVersion(text).map(exact) }
        let start = text.dropLast(2)
        guard let version = PythonVersion(start), version.isBase, start.utf8.last?.isSpace == false
        else { return nil }
        return beginning(version)
    }

    /// These operators take no local version.
    private static func order(
        _ text: String, _ make: (PythonVersion) -> Self
    ) -> VersionSpecifier? {
        PythonVersion(text).flatMap { $0.local.isEmpty ? make($0) : nil }
    }

    /// `~=` needs a number to hold and one to let go.
    private var isWideEnough: Bool {
        if case .compatible(let version) = self { version.release.count > 1 } else { true }
    }
}

extension VersionSpecifier {
    /// Whether a version meets it; pre-releases may, as if they had been asked for.
    package func admits(_ version: PythonVersion) -> Bool {
        switch self {
        case .compatible(let least):
            version.withoutLocal >= least && version.begins(like: least, leavingOut: 1)
        case .equal(let wanted): wanted.isEqual(toCandidate: version)
        case .notEqual(let unwanted): !unwanted.isEqual(toCandidate: version)
        case .prefix(let wanted): version.begins(like: wanted)
        case .notPrefix(let unwanted): !version.begins(like: unwanted)
        case .atMost(let most): version.withoutLocal <= most
        case .atLeast(let least): version.withoutLocal >= least
        case .below(let limit): version < limit && !version.isPreRelease(before: limit)
        case .above(let limit): version > limit && !version.isVariant(of: limit)
        case .identical(let text): version.description == text.asciiLowercased
        }
    }

    /// The version it names as the only one; `nil` for a range.
    package var pinnedText: String? {
        switch self {
        case .equal(let version): version.description
        case .identical(let text): text
        case .compatible, .notEqual, .prefix, .notPrefix, .atMost, .atLeast, .below, .above: nil
        }
    }
}

extension PythonVersion {
    fileprivate var isBase: Bool {
        preRelease == nil && postRelease == nil && development == nil && local.isEmpty
    }

    fileprivate func isEqual(toCandidate version: PythonVersion) -> Bool {
        self == (local.isEmpty ? version.withoutLocal : version)
    }

    /// Whether the release begins with another's, of which some numbers are left out at the end.
    fileprivate func begins(like other: PythonVersion, leavingOut count: Int = 0) -> Bool {
        let wanted = other.release.dropLast(count)
        let padding = repeatElement(VersionNumber.zero, count: max(0, wanted.count - release.count))
        return epoch == other.epoch && (release + padding).starts(with: wanted)
    }

    /// `<1.0` leaves out the pre-releases of 1.0 itself.
    fileprivate func isPreRelease(before limit: PythonVersion) -> Bool {
        var earliest = limit
        earliest.development = .zero
        return !limit.isPreRelease && isPreRelease && self >= earliest
    }

    /// `>1.0` leaves out the post-releases and the local builds of 1.0 itself.
    fileprivate func isVariant(of limit: PythonVersion) -> Bool {
        var plain = withoutLocal
        if !local.isEmpty && plain == limit { return true }
        plain.postRelease = nil
        plain.development = nil
        return limit.postRelease == nil && postRelease != nil && plain == limit
    }
}

extension VersionSpecifier: CustomStringConvertible {
    package var description: String {
        switch self {
        case .compatible(let version): "~=\(version)"
        case .equal(let version): "==\(version)"
        case .notEqual(let version): "!=\(version)"
        case .prefix(let version): "==\(version).*"
        case .notPrefix(let version): "!=\(version).*"
        case .atMost(let version): "<=\(version)"
        case .atLeast(let version): ">=\(version)"
        case .below(let version): "<\(version)"
        case .above(let version): ">\(version)"
        case .identical(let text): "===\(text)"
        }
    }
}
