import Transparency

/// Reads Poetry's `poetry.lock`, versions 1 and 2 of its format.
struct PoetryLock {
    let path: String
    let environment: MarkerEnvironment

    func read(_ bytes: [UInt8]) throws(DocumentError) -> DependencyListing {
        let tree = try TOMLParser.parse(bytes)
        var listing = DependencyListing()
        for entry in tree["package"]?.arrayValue ?? [] {
            read(entry, filesOf: tree["metadata"]?["files"], into: &listing)
        }
        return listing
    }

    private func read(_ entry: JSON, filesOf table: JSON?, into listing: inout DependencyListing) {
        let place = Dependency.Place(path: path, line: 0)
        guard let text = entry["name"]?.stringValue, let name = PackageName(text) else {
            return listing.add(problem: "a package has no name", at: place)
        }
        guard mayApply(entry["markers"]) else { return }
        let source = entry["source"]
        if source?["type"]?.stringValue == "legacy", let address = source?["url"]?.stringValue {
            listing.sources.insert(address)
        }
        let files = entry["files"]?.arrayValue ?? table?[text]?.arrayValue ?? []
        listing.add(
            Dependency(
                name: name, version: Self.version(entry, source),
                hashes: files.compactMap { $0["hash"]?.stringValue }, place: place))
    }

    /// One marker, or one for each group of dependencies.
    private func mayApply(_ markers: JSON?) -> Bool {
        guard let markers else { return true }
        let texts = markers.objectValue.map { Array($0.values) } ?? [markers]
        return texts.contains { text in
            guard let marker = text.stringValue.flatMap({ try? Marker(parsing: $0) }) else {
                return true
            }
            return environment.truth(of: marker).mayApply
        }
    }

    private static func version(_ entry: JSON, _ source: JSON?) -> Dependency.Version {
        let address = source?["url"]?.stringValue ?? ""
        switch source?["type"]?.stringValue {
        case nil, "legacy":
            guard let version = entry["version"]?.stringValue else {
                return .undecided(.notPinned(""))
            }
            return .pinned(InstalledVersion(version))
        case "directory", "file": return .undecided(.path(address))
        default: return .undecided(.address(address))
        }
    }
}
