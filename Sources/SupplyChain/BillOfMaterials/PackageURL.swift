import Transparency

/// Where a package comes from, what it is called, and in which version.
///
/// Written canonically: `pkg:pypi/typing-extensions@4.12.2`,
/// `pkg:huggingface/microsoft/deberta-v3-base@559062ad13d311b87b2c455e67dcd5f1c8f65111`.
///
/// Source: ECMA-427, *Package-URL*.
package struct PackageURL: Sendable, Hashable {
    /// Such as `pypi`; lower case.
    package let type: String
    /// Such as the organisation on a hub; may have `/` between its segments.
    package let namespace: String?
    package let name: String
    package let version: String?
    /// Sorted by name; without empty values.
    package let qualifiers: [String: String]
    /// A path within the package.
    package let subpath: String?

    static let byteCountMax = 4096

    /// - Precondition: `type` is a letter and letters, digits, `.` or `-`, and `name` is not empty.
    package init(
        type: String, namespace: String? = nil, name: String, version: String? = nil,
        qualifiers: [String: String] = [:], subpath: String? = nil
    ) {
        precondition(Self.isType(type) && !name.isEmpty, "a package URL has a type and a name")
        self.type = type.asciiLowercased
        let spell = Self.spelling(of: self.type)
        self.namespace = namespace.map { spell($0, .namespace) }.flatMap(Self.segments)
        self.name = spell(name, .name)
        self.version = version.flatMap { $0.isEmpty ? nil : spell($0, .version) }
        self.qualifiers = qualifiers.filter { !$0.value.isEmpty }
        self.subpath = subpath.flatMap(Self.steps)
    }

    /// A package of Python's index.
    package init(pypi name: PackageName, version: String?) {
        self.init(type: "pypi", name: name.text, version: version)
    }

    /// A model or data set on Hugging Face, by `organisation/name` or a name alone.
    ///
    /// - Returns: `nil` for what is no such name, such as a path.
    package init?(huggingFace text: String, revision: String? = nil) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let isName = { (name: Substring) in
            !name.isEmpty && name.first != "."
                && name.utf8.allSatisfy { PackageName.isNamed($0) }
        }
        guard (1...2).contains(halves.count), text.utf8.count <= 200, halves.allSatisfy(isName)
        else { return nil }
        self.init(
            type: "huggingface", namespace: halves.count == 2 ? String(halves[0]) : nil,
            name: String(halves[halves.count - 1]), version: revision)
    }

    /// The type and namespace, such as `pkg:huggingface/microsoft`: who it comes from.
    package var source: String {
        "pkg:\(type)" + (namespace.map { "/" + Self.path($0) } ?? "")
    }

    /// Without version, qualifiers and subpath.
    package var withoutVersion: PackageURL {
        PackageURL(type: type, namespace: namespace, name: name)
    }

    package func with(version: String) -> PackageURL {
        PackageURL(
            type: type, namespace: namespace, name: name, version: version,
            qualifiers: qualifiers, subpath: subpath)
    }

    private enum Field { case namespace, name, version }

    /// Types whose names mean the same in any case.
    private static func spelling(of type: String) -> (String, Field) -> String {
        switch type {
        case "pypi":
            { text, field in
                field == .name
                    ? PackageName(text)?.text ?? text.asciiLowercased : text
            }
        case "huggingface": { text, field in field == .version ? text.asciiLowercased : text }
        case "github", "bitbucket", "npm":
            { text, field in field == .version ? text : text.asciiLowercased }
        default: { text, _ in text }
        }
    }

    private static func isType(_ text: String) -> Bool {
        text.utf8.first?.isLetter == true
            && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E }
    }

    /// Without empty segments; `nil` when there are no others.
    private static func segments(_ text: String) -> String? {
        let segments = text.split(separator: "/")
        return segments.isEmpty ? nil : segments.joined(separator: "/")
    }

    /// ``segments(_:)`` without steps to nowhere or upwards.
    private static func steps(_ text: String) -> String? {
        let steps = text.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return steps.isEmpty ? nil : steps.joined(separator: "/")
    }

    /// Segments between slashes, each encoded.
    private static func path(_ text: String) -> String {
        text.split(separator: "/").map { encode(String($0)) }.joined(separator: "/")
    }

    private static func encode(_ text: String) -> String {
        PercentEncoding.encode(text, besides: ":")
    }
}

extension PackageURL: CustomStringConvertible {
    package var description: String {
        var text = "\(source)/\(Self.encode(name))"
        if let version { text += "@" + Self.encode(version) }
        let pairs = qualifiers.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(Self.encode($0.value))" }
        if !pairs.isEmpty { text += "?" + pairs.joined(separator: "&") }
        if let subpath { text += "#" + Self.path(subpath) }
        return text
    }
}

extension PackageURL {
    /// Reads a package URL, canonical or not; `nil` for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.byteCountMax, text.hasPrefix("pkg:") else { return nil }
        var rest = text.dropFirst(4).drop { $0 == "/" }
        var subpath: String?
        if let place = rest.lastIndex(of: "#") {
            subpath = Self.decodedPath(rest[rest.index(after: place)...])
            rest = rest[..<place]
        }
        var qualifiers: [String: String] = [:]
        if let place = rest.lastIndex(of: "?") {
            guard let read = Self.qualifiers(rest[rest.index(after: place)...]) else { return nil }
            qualifiers = read
            rest = rest[..<place]
        }
        guard let slash = rest.firstIndex(of: "/"), Self.isType(String(rest[..<slash])) else {
            return nil
        }
        let type = String(rest[..<slash])
        var path = rest[rest.index(after: slash)...]
        while path.last == "/" { path = path.dropLast() }
        var version: String?
        // An `@` before the last slash is of the namespace, as npm's scopes are.
        if let place = path.lastIndex(of: "@"), path[place...].firstIndex(of: "/") == nil,
            place != path.startIndex
        {
            guard let decoded = PercentEncoding.decode(String(path[path.index(after: place)...]))
            else { return nil }
            version = decoded
            path = path[..<place]
        }
        let segments = path.split(separator: "/").map { PercentEncoding.decode(String($0)) }
        guard let last = segments.last, let name = last, !name.isEmpty,
            segments.allSatisfy({ $0 != nil })
        else { return nil }
        let namespace = segments.dropLast().compactMap { $0 }.joined(separator: "/")
        self.init(
            type: type, namespace: namespace, name: name, version: version,
            qualifiers: qualifiers, subpath: subpath)
        // Written canonically it may be longer, and is to be read again.
        guard description.utf8.count <= Self.byteCountMax else { return nil }
    }

    private static func decodedPath(_ text: Substring) -> String? {
        text.split(separator: "/").compactMap { PercentEncoding.decode(String($0)) }
            .joined(separator: "/")
    }

    private static func qualifiers(_ text: Substring) -> [String: String]? {
        var qualifiers: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty,
                halves[0].utf8.allSatisfy({ PackageName.isNamed($0) }),
                let value = PercentEncoding.decode(String(halves[1])),
                qualifiers.updateValue(value, forKey: halves[0].asciiLowercased) == nil
            else { return nil }
        }
        return qualifiers
    }
}
