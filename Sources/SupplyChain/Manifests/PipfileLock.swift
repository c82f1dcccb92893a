import Transparency

/// Reads Pipenv's `Pipfile.lock`.
struct PipfileLock {
    let path: String
    let environment: MarkerEnvironment

    func read(_ bytes: [UInt8]) throws(DocumentError) -> DependencyListing {
        let tree: JSON
        do {
            tree = try JSON(parsing: bytes, limits: JSONLimits(depthMax: 32))
        } catch {
            throw DocumentError(line: error.line, "\(error.reason)")
        }
        guard let members = tree.objectValue, let about = members["_meta"] else {
            throw DocumentError("it has no `_meta`, as a `Pipfile.lock` does")
        }
        var listing = DependencyListing()
        for source in about["sources"]?.arrayValue ?? [] {
            if let address = source["url"]?.stringValue { listing.sources.insert(address) }
        }
        for group in members.keys.sorted() where group != "_meta" {
            let packages = members[group]?.objectValue ?? [:]
            for (name, entry) in packages.sorted(by: { $0.key < $1.key }) {
                read(name, entry, into: &listing)
            }
        }
        return listing
    }

    private func read(_ text: String, _ entry: JSON, into listing: inout DependencyListing) {
        let place = Dependency.Place(path: path, line: 0)
        guard let name = PackageName(text) else {
            return listing.add(problem: "`\(text.prefix(200))` is no name", at: place)
        }
        if let text = entry["markers"]?.stringValue, let marker = try? Marker(parsing: text),
            !environment.truth(of: marker).mayApply
        {
            return
        }
        let hashes = (entry["hashes"]?.arrayValue ?? []).compactMap(\.stringValue)
        listing.add(
            Dependency(name: name, version: Self.version(entry), hashes: hashes, place: place))
    }

    private static func version(_ entry: JSON) -> Dependency.Version {
        for key in ["git", "hg", "svn", "bzr", "file"] {
            if let address = entry[key]?.stringValue { return .undecided(.address(address)) }
        }
        if let path = entry["path"]?.stringValue { return .undecided(.path(path)) }
        let text = entry["version"]?.stringValue ?? ""
        return VersionSpecifierSet(parsing: text).map(Dependency.Version.init)
            ?? .undecided(.notPinned(text))
    }
}
