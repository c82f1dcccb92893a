/// A version of a Python package, as PEP 440 reads it.
///
/// Two versions are equal when PEP 440 says so: `1.0`, `v1` and `1.0.0` are one version, and so are
/// `1.0-rc.1` and `1.0c1`. What is no such version has no value here; compare its text.
///
/// Source: PEP 440, and Python's `packaging`, whose reading of it is the one that `pip` uses.
package struct PythonVersion: Sendable {
    package enum PreRelease: Int, Sendable {
        case alpha, beta, candidate
    }

    package enum LocalSegment: Sendable, Hashable {
        case text(String)
        case number(VersionNumber)
    }

    package internal(set) var epoch = VersionNumber.zero
    /// As written, with zeros at its end; at least one number.
    package internal(set) var release: [VersionNumber] = []
    package internal(set) var preRelease: PreRelease?
    /// The number behind ``preRelease``, 0 when none was written.
    package internal(set) var preReleaseNumber = VersionNumber.zero
    package internal(set) var postRelease: VersionNumber?
    package internal(set) var development: VersionNumber?
    /// Behind the `+`; empty when there is none.
    package internal(set) var local: [LocalSegment] = []

    /// The longest text that is read, in bytes.
    static let byteCountMax = 1_024

    /// - Returns: `nil` for what PEP 440 does not allow, and for texts of more than 1,024 bytes.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.byteCountMax else { return nil }
        var parser = PythonVersionParser(text)
        guard let version = parser.parse() else { return nil }
        self = version
    }

    init() {}

    /// Whether it is an alpha, a beta, a release candidate or a development version.
    package var isPreRelease: Bool { preRelease != nil || development != nil }

    /// The same without what follows the `+`.
    package var withoutLocal: PythonVersion {
        var version = self
        version.local = []
        return version
    }

    /// Its epoch and release alone.
    package var base: PythonVersion {
        var version = PythonVersion()
        version.epoch = epoch
        version.release = release
        return version
    }

    /// The release without zeros at its end.
    var significantRelease: ArraySlice<VersionNumber> {
        let count = release.lastIndex { $0 != .zero }.map { $0 + 1 } ?? 0
        return release[..<count]
    }
}

extension PythonVersion: CustomStringConvertible {
    /// PEP 440's normal form, with zeros at the release's end as they were written.
    package var description: String {
        var text = epoch == .zero ? "" : "\(epoch)!"
        text += release.map(\.digits).joined(separator: ".")
        if let preRelease { text += "\(preRelease.letters)\(preReleaseNumber)" }
        if let postRelease { text += ".post\(postRelease)" }
        if let development { text += ".dev\(development)" }
        if !local.isEmpty { text += "+" + local.map(\.text).joined(separator: ".") }
        return text
    }
}

extension PythonVersion.PreRelease {
    /// As PEP 440's normal form writes it.
    var letters: String {
        switch self {
        case .alpha: "a"
        case .beta: "b"
        case .candidate: "rc"
        }
    }
}

extension PythonVersion.LocalSegment {
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.digits
        }
    }
}
