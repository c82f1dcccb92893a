/// The name of a file that a Python package is published as: a wheel or a source distribution.
///
/// Source: PEP 427, PEP 625, and Python's `packaging`, whose reading of both is the one that `pip`
/// uses.
package struct DistributionFileName: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// For which interpreters, interfaces and platforms, as written: `py3`, `none`, `any`.
        case wheel(python: String, abi: String, platform: String)
        case source
    }

    /// As written; ASCII letters, digits and `._+!-` alone.
    package let text: String
    package let project: PackageName
    /// In PEP 440's normal form.
    package let release: String
    package let kind: Kind

    static let byteCountMax = 255
    /// Behind the name of a distribution, it names what the distribution says of itself, PEP 658.
    package static let metadataSuffix = ".metadata"

    /// - Returns: `nil` for what is no such name: another ending, another number of parts, a project
    ///   or version that is none.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.byteCountMax, bytes.first != UInt8(ascii: "."),
            bytes.allSatisfy(Self.isPlain)
        else { return nil }
        let written = bytes.text
        if let stem = written.without(suffix: ".whl") {
            self.init(wheel: stem, text: written)
        } else if let stem = written.without(suffix: ".tar.gz") ?? written.without(suffix: ".zip") {
            self.init(source: stem, text: written)
        } else {
            return nil
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || "._+!-".utf8.contains(byte)
    }

    /// `PROJECT-VERSION[-BUILD]-PYTHON-ABI-PLATFORM`.
    private init?(wheel stem: String, text: String) {
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 6, !parts[0].contains("__"),
            let project = PackageName(parts[0]), let version = PythonVersion(parts[1]),
            parts.count == 5 || parts[2].utf8.first?.isDigit == true,
            parts.suffix(3).allSatisfy(Self.isTag)
        else { return nil }
        let tags = parts.suffix(3).map(String.init)
        guard tags[0].split(separator: ".").allSatisfy(Self.isInterpreter) else { return nil }
        self.text = text
        self.project = project
        release = version.description
        kind = .wheel(python: tags[0], abi: tags[1], platform: tags[2])
    }

    /// One or more of a kind, with points between them: `py2.py3`.
    private static func isTag(_ text: Substring) -> Bool {
        !text.split(separator: ".", omittingEmptySubsequences: false).contains("")
    }

    /// `cp311`, `py3`: an identifier.
    private static func isInterpreter(_ text: Substring) -> Bool {
        text.utf8.first.map { $0.isLetter || $0 == UInt8(ascii: "_") } ?? false
            && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    /// `PROJECT-VERSION`; older tools left hyphens in the project, so that the last one counts.
    private init?(source stem: String, text: String) {
        guard let hyphen = stem.lastIndex(of: "-"), let project = PackageName(stem[..<hyphen]),
            let version = PythonVersion(stem[stem.index(after: hyphen)...])
        else { return nil }
        self.text = text
        self.project = project
        release = version.description
        kind = .source
    }

    package var isWheel: Bool { kind != .source }

    /// Whether a path in the archive is that of the file's own metadata: `*.dist-info/METADATA` in a
    /// wheel, `*/PKG-INFO` in a source distribution, with one folder above it.
    package func isMetadata(_ path: some StringProtocol) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        guard isWheel else { return parts[1] == "PKG-INFO" }
        return parts[1] == "METADATA" && parts[0].hasSuffix(".dist-info")
    }

    /// Why what the file says of itself is not what its name says; `nil` when it is.
    package func contradiction(by distribution: InstalledDistribution) -> String? {
        guard distribution.name == project else {
            return "its metadata says that it is `\(distribution.name)`"
        }
        guard
            PythonVersion(distribution.version.text)?.description == release
                || distribution.version.text == release
        else { return "its metadata says that it is version `\(distribution.version.text)`" }
        return nil
    }
}

extension DistributionFileName: CustomStringConvertible {
    package var description: String { text }
}

extension String {
    fileprivate func without(suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
