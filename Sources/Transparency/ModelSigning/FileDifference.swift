/// How a file at hand differs from the files that were signed.
package struct FileDifference: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case changed
        case added
        case missing
        /// The signed bytes stand under another name.
        case renamed
        /// A symbolic link stands there, which was not to be followed.
        case symlink
    }

    /// Where the file stands now; for a missing one, where it should.
    package let path: String
    package let kind: Kind
    /// For a renamed file, the signed name.
    package let signedPath: String?

    package init(path: String, kind: Kind, signedPath: String? = nil) {
        self.path = path
        self.kind = kind
        self.signedPath = signedPath
    }

    /// All differences, sorted by path.
    ///
    /// Paths are compared byte by byte: two names that differ only before Unicode normalisation are
    /// two files.
    ///
    /// - Parameters:
    ///   - signed: What should stand at each path.
    ///   - found: What stands there.
    ///   - links: Paths at which a symbolic link stands that was not followed.
    ///   - others: Paths at which something else stands than a file; never what was signed.
    /// - Returns: Nothing, when all is as it was signed.
    /// - Complexity: O(n log n).
    package static func between(
        signed: [(path: String, digest: Digest)], found: [(path: String, digest: Digest)],
        links: [String] = [], others: [String] = []
    ) -> [Self] {
        let links = Set(links.map { Array($0.utf8) })
        let others = Set(others.map { Array($0.utf8) })
        let (signed, found) = (index(signed), index(found))
        var differences: [Self] = []
        var missing: [Digest: [[UInt8]]] = [:]
        for (path, digest) in signed {
            switch found[path] {
            case _ where others.contains(path) || links.contains(path): break
            case .none: missing[digest, default: []].append(path)
            case .some(digest): break
            case .some: differences.append(Self(path: text(path), kind: .changed))
            }
        }
        missing = missing.mapValues { $0.sorted { $1.lexicographicallyPrecedes($0) } }
        let added = found.filter { signed[$0.key] == nil }
        for (path, digest) in added.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let old = missing[digest]?.popLast()
            differences.append(
                Self(
                    path: text(path), kind: old == nil ? .added : .renamed,
                    signedPath: old.map(text)))
        }
        differences += others.map {
            Self(path: text($0), kind: signed[$0] == nil ? .added : .changed)
        }
        differences += links.map { Self(path: text($0), kind: .symlink) }
        differences += missing.values.joined().map { Self(path: text($0), kind: .missing) }
        return differences.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func index(_ files: [(path: String, digest: Digest)]) -> [[UInt8]: Digest] {
        Dictionary(files.map { (Array($0.path.utf8), $0.digest) }) { first, _ in first }
    }

    private static func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }
}

extension FileDifference: CustomStringConvertible {
    package var description: String {
        signedPath.map { "\(kind.rawValue): \(path) (signed as \($0))" }
            ?? "\(kind.rawValue): \(path)"
    }
}
