/// Conditions that a version must meet together; none at all lets every version in.
package struct VersionSpecifierSet: Sendable, Hashable {
    package let specifiers: [VersionSpecifier]

    static let countMax = 256

    package init(_ specifiers: [VersionSpecifier]) { self.specifiers = specifiers }

    /// Reads conditions with commas between them; a comma at the end is let pass.
    ///
    /// - Returns: `nil` when one of them is none, or there are more than 256.
    package init?(parsing text: some StringProtocol) {
        let parts = text.trimmed.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Self.countMax else { return nil }
        var read: [VersionSpecifier] = []
        for (index, part) in parts.enumerated() {
            if part.trimmed.isEmpty && index == parts.count - 1 { break }
            guard let specifier = VersionSpecifier(part) else { return nil }
            read.append(specifier)
        }
        specifiers = read
    }

    package func admits(_ version: PythonVersion) -> Bool {
        specifiers.allSatisfy { $0.admits(version) }
    }

    /// The one version that they name; `nil` when they name none, or two that differ.
    package var pinnedText: String? {
        let pins = specifiers.compactMap(\.pinnedText)
        guard let first = pins.first else { return nil }
        return pins.allSatisfy { Self.areSame($0, first) } ? first : nil
    }

    private static func areSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let left = PythonVersion(left), let right = PythonVersion(right) else { return false }
        return left == right
    }
}

extension VersionSpecifierSet: CustomStringConvertible {
    package var description: String { specifiers.map(\.description).joined(separator: ",") }
}
