/// A package as it is installed: what its `*.dist-info/METADATA` or
/// `*.egg-info/PKG-INFO` says.
///
/// Source: the core metadata specifications; the format is that of mail headers.
package struct InstalledDistribution: Sendable, Hashable {
    package let name: PackageName
    package let version: InstalledVersion
    /// `License-Expression`, which is SPDX by definition.
    package let licenceExpression: String?
    /// `License`, which is free text.
    package let licenceText: String?
    /// The classifiers `License :: …`.
    package let licenceClassifiers: [String]
    /// `Requires-Python`, as written.
    package let requiresPython: String?
    /// `Requires-Dist`, as written.
    package let requirements: [String]

    static let byteCountMax = 16 << 20
    static let headerCountMax = 100_000

    /// - Throws: ``DocumentError`` for what has no name or no version, or is beyond the limits.
    package init(metadata bytes: [UInt8]) throws(DocumentError) {
        guard bytes.count <= Self.byteCountMax else {
            throw DocumentError("it is larger than 16 MiB")
        }
        let headers = try Self.headers(bytes)
        func values(_ name: String) -> [String] {
            headers.filter { $0.name == name }.map(\.value)
        }
        guard let name = values("name").first.flatMap({ PackageName($0) }),
            let version = values("version").first, !version.isEmpty
        else { throw DocumentError("it has no `Name` or no `Version`") }
        self.name = name
        self.version = InstalledVersion(version)
        licenceExpression = values("license-expression").first
        licenceText = values("license").first
        licenceClassifiers = values("classifier").filter { $0.hasPrefix("License ::") }
        requiresPython = values("requires-python").first
        requirements = values("requires-dist")
    }

    private typealias Header = (name: String, value: String)

    /// The headers up to the empty line, names in lower case, continued lines joined.
    private static func headers(_ bytes: [UInt8]) throws(DocumentError) -> [Header] {
        var headers: [Header] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = line.last == 0x0D ? line.dropLast() : line
            if text.isEmpty { break }
            if let first = text.first, first.isBlank {
                guard !headers.isEmpty else { throw DocumentError("the first line is continued") }
                headers[headers.count - 1].value += "\n" + text.text.trimmed
                continue
            }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
            headers.append(
                (text[..<colon].text.asciiLowercased, text[(colon + 1)...].text.trimmed))
            guard headers.count <= headerCountMax else {
                throw DocumentError("it has too many headers")
            }
        }
        return headers
    }

    /// The package as something to judge.
    ///
    /// - Parameter path: Of the metadata.
    /// - Returns: A pinned dependency.
    package func dependency(at path: String) -> Dependency {
        Dependency(
            name: name, version: .pinned(version), place: Dependency.Place(path: path, line: 0))
    }
}
