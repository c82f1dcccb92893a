import Transparency

/// Reads uv's `uv.lock`, versions 1 of its format.
struct UVLock {
    let path: String

    func read(_ bytes: [UInt8]) throws(DocumentError) -> DependencyListing {
        let tree = try TOMLParser.parse(bytes)
        guard tree["version"]?.intValue == 1 else {
            throw DocumentError("only version 1 of uv's lock file is known")
        }
        var listing = DependencyListing()
        for entry in tree["package"]?.arrayValue ?? [] { read(entry, into: &listing) }
        return listing
    }

    private func read(_ entry: JSON, into listing: inout DependencyListing) {
        let place = Dependency.Place(path: path, line: 0)
        guard let name = entry["name"]?.stringValue.flatMap({ PackageName($0) }),
            let source = entry["source"]
        else { return listing.add(problem: "a package has no name or no source", at: place) }
        // The project itself is locked with its dependencies.
        if ["virtual", "editable", "directory"].contains(where: { source[$0]?.stringValue == "." })
        {
            return
        }
        if let registry = source["registry"]?.stringValue { listing.sources.insert(registry) }
        listing.add(
            Dependency(
                name: name, version: Self.version(entry, source), hashes: Self.hashes(entry),
                place: place))
    }

    private static func version(_ entry: JSON, _ source: JSON) -> Dependency.Version {
        if let address = source["git"]?.stringValue ?? source["url"]?.stringValue {
            return .undecided(.address(address))
        }
        let paths = ["path", "directory", "editable", "virtual"]
        if let path = paths.compactMap({ source[$0]?.stringValue }).first {
            return .undecided(.path(path))
        }
        guard source["registry"] != nil, let version = entry["version"]?.stringValue else {
            return .undecided(.notPinned(""))
        }
        return .pinned(InstalledVersion(version))
    }

    private static func hashes(_ entry: JSON) -> [String] {
        let files = (entry["wheels"]?.arrayValue ?? []) + [entry["sdist"] ?? .null]
        return files.compactMap { $0["hash"]?.stringValue }
    }
}
