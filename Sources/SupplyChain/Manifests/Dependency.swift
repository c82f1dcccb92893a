/// A package that a file says is installed, or is to be.
package struct Dependency: Sendable, Hashable {
    package enum Version: Sendable, Hashable {
        case pinned(InstalledVersion)
        case undecided(Reason)
    }

    /// Why nobody can say which code it will be.
    package enum Reason: Sendable, Hashable {
        /// More than one version meets what is asked for; empty when nothing is asked.
        case notPinned(String)
        /// It comes from an address and not from an index.
        case address(String)
        /// It comes from a file or folder.
        case path(String)
    }

    package enum Ecosystem: Sendable, Hashable {
        case pypi
        /// Conda's packages are in no advisory under their own names, and many are not Python's.
        case conda(isSurelyPython: Bool)
    }

    package let name: PackageName
    package let version: Version
    package let ecosystem: Ecosystem
    /// Digests that the package must have, such as `sha256:…`; empty when any will do.
    package let hashes: [String]
    package let place: Place

    package struct Place: Sendable, Hashable {
        /// As it was handed in, or as an including file named it.
        package let path: String
        /// From 1; 0 when the whole file is meant.
        package let line: Int

        package init(path: String, line: Int) {
            self.path = path
            self.line = line
        }
    }

    package init(
        name: PackageName, version: Version, ecosystem: Ecosystem = .pypi, hashes: [String] = [],
        place: Place
    ) {
        self.name = name
        self.version = version
        self.ecosystem = ecosystem
        self.hashes = hashes
        self.place = place
    }
}

extension Dependency.Version {
    /// The version that conditions leave; a version that is not PEP 440 counts as pinned, since an
    /// advisory may list its very text.
    init(_ specifiers: VersionSpecifierSet) {
        self =
            specifiers.pinnedText.map { .pinned(InstalledVersion($0)) }
            ?? .undecided(.notPinned(specifiers.description))
    }
}

extension Dependency.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPinned(""): "no version is named"
        case .notPinned(let versions): "`\(versions)` names no single version"
        case .address(let address): "it comes from `\(address)`, not from an index"
        case .path(let path): "it comes from the path `\(path)`, not from an index"
        }
    }
}
