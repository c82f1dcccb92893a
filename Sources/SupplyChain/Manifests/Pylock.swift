import Transparency

/// Reads `pylock.toml`, version 1 of its format.
///
/// Source: PEP 751.
struct Pylock {
    let path: String
    let environment: MarkerEnvironment

    func read(_ bytes: [UInt8]) throws(DocumentError) -> DependencyListing {
        let tree = try TOMLParser.parse(bytes)
        guard let version = tree["lock-version"]?.stringValue, version.hasPrefix("1.") else {
            throw DocumentError("only version 1 of `pylock.toml` is known")
        }
        var listing = DependencyListing()
        for entry in tree["packages"]?.arrayValue ?? [] { read(entry, into: &listing) }
        return listing
    }

    private func read(_ entry: JSON, into listing: inout DependencyListing) {
        let place = Dependency.Place(path: path, line: 0)
        guard let name = entry["name"]?.stringValue.flatMap({ PackageName($0) }) else {
            return listing.add(problem: "a package has no name", at: place)
        }
        if let text = entry["marker"]?.stringValue, let marker = try? Marker(parsing: text),
            !environment.truth(of: marker).mayApply
        {
            return
        }
        if let index = entry["index"]?.stringValue { listing.sources.insert(index) }
        listing.add(
            Dependency(
                name: name, version: Self.version(entry), hashes: Self.hashes(entry),
                place: place))
    }

    private static func version(_ entry: JSON) -> Dependency.Version {
        if let path = entry["directory"]?["path"]?.stringValue { return .undecided(.path(path)) }
        if let source = entry["vcs"] ?? entry["archive"] {
            return source["url"]?.stringValue.map { .undecided(.address($0)) }
                ?? .undecided(.path(source["path"]?.stringValue ?? ""))
        }
        guard entry["directory"] == nil, let version = entry["version"]?.stringValue else {
            return .undecided(.notPinned(""))
        }
        return .pinned(InstalledVersion(version))
    }

    private static func hashes(_ entry: JSON) -> [String] {
        let files = (entry["wheels"]?.arrayValue ?? []) + [entry["sdist"] ?? .null]
        return files.flatMap { file in
            (file["hashes"]?.objectValue ?? [:]).sorted { $0.key < $1.key }
                .compactMap { name, value in value.stringValue.map { "\(name):\($0)" } }
        }
    }
}
