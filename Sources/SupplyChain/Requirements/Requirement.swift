/// What a package asks for: another package, in which versions, and when.
///
/// Source: PEP 508.
package struct Requirement: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// From an index, in any version that meets these.
        case index(VersionSpecifierSet)
        /// From an address: an archive, a folder, or a repository such as `git+https://…`.
        case address(String)
    }

    package let name: PackageName
    /// In PEP 503's normal form, as written otherwise.
    package let extras: [PackageName]
    package let source: Source
    package let marker: Marker?

    package init(
        name: PackageName, extras: [PackageName] = [], source: Source, marker: Marker? = nil
    ) {
        self.name = name
        self.extras = extras
        self.source = source
        self.marker = marker
    }

    /// - Throws: ``RequirementError`` for what PEP 508 does not allow.
    package init(parsing text: some StringProtocol) throws(RequirementError) {
        var parser = RequirementParser(text)
        self = try parser.parse()
    }
}

/// Why a text is no requirement, and where.
package struct RequirementError: Error, Sendable, Equatable {
    /// Bytes before the fault.
    package let offset: Int
    package let reason: Reason

    package enum Reason: Sendable, Equatable {
        case tooLong(byteCountMax: Int)
        case noName
        case malformedExtras
        case malformedVersions
        case noAddress
        case malformedMarker
        case markerTooDeep(depthMax: Int)
        case trailingText
    }
}

extension RequirementError: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .tooLong(let byteCountMax): "a requirement has more than \(byteCountMax) bytes"
        case .noName: "there is no package name"
        case .malformedExtras: "the extras in `[…]` are malformed"
        case .malformedVersions: "the versions asked for are malformed"
        case .noAddress: "there is no address behind `@`"
        case .malformedMarker: "the marker behind `;` is malformed"
        case .markerTooDeep(let depthMax): "a marker is nested deeper than \(depthMax)"
        case .trailingText: "text follows the requirement"
        }
    }
}
