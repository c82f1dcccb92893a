package import Transparency

/// A listing as it is kept, so that it is judged again without its file.
extension DependencyListing {
    package var json: JSON {
        [
            "dependencies": PinnedLines(dependencies).map { .string($0.text) }
                ?? .array(dependencies.map(\.json)),
            "problems": .array(
                problems.map { ["message": .string($0.message), "place": $0.place.json] }),
            "sources": .array(sources.sorted().map { .string($0) }),
        ]
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    package init?(json: JSON, reusing packages: PinnedPackages = PinnedPackages()) {
        self.init()
        guard let problems = json["problems"]?.arrayValue, let sources = json["sources"]?.arrayValue
        else { return nil }
        guard
            let dependencies = json["dependencies"].flatMap({ Self.dependencies($0, packages) })
        else { return nil }
        self.dependencies = dependencies
        for item in problems {
            guard let message = item["message"]?.stringValue,
                let place = item["place"].flatMap(Dependency.Place.init(json:))
            else { return nil }
            self.problems.append(Problem(place: place, message: message))
        }
        self.sources = Set(sources.compactMap(\.stringValue))
    }

    private static func dependencies(
        _ json: JSON, _ packages: PinnedPackages
    ) -> [Dependency]? {
        if let text = json.stringValue {
            return packages.list(text) { PinnedLines(text: $0).dependencies(packages) }
        }
        guard let items = json.arrayValue else { return nil }
        let dependencies = items.compactMap(Dependency.init(json:))
        return dependencies.count == items.count ? dependencies : nil
    }
}

/// Pinned packages of Python's index in one file, a line each: the most lists are such, and are
/// read back by the ten thousand.
private struct PinnedLines {
    let text: String

    init(text: String) { self.text = text }

    /// `nil` when some are not so; then each says all of itself.
    init?(_ dependencies: [Dependency]) {
        guard let path = dependencies.first?.place.path, !path.contains("\n") else { return nil }
        var lines = [path]
        for dependency in dependencies {
            guard dependency.ecosystem == .pypi, dependency.hashes.isEmpty,
                dependency.place.path == path, case .pinned(let version) = dependency.version,
                !version.text.contains("\n")
            else { return nil }
            lines.append("\(dependency.place.line) \(dependency.name.text) \(version.text)")
        }
        text = lines.joined(separator: "\n")
    }

    /// `nil` when it does not read.
    func dependencies(_ packages: PinnedPackages) -> [Dependency]? {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n")).makeIterator()
        guard let path = lines.next().flatMap(String.init) else { return nil }
        var dependencies: [Dependency] = []
        while let line = lines.next() {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")),
                let number = Int(Substring(line[..<space])),
                let package = packages.package(Substring(line[line.index(after: space)...]))
            else { return nil }
            dependencies.append(
                Dependency(
                    name: package.name, version: .pinned(package.version),
                    place: .init(path: path, line: number)))
        }
        return dependencies
    }
}

extension Dependency {
    fileprivate var json: JSON {
        var members: [String: JSON] = ["name": .string(name.text), "place": place.json]
        if ecosystem != .pypi { members["ecosystem"] = .string(ecosystem.name) }
        if !hashes.isEmpty { members["hashes"] = .array(hashes.map { .string($0) }) }
        switch version {
        case .pinned(let version): members["version"] = .string(version.text)
        case .undecided(let reason):
            members["undecided"] = [.string(reason.kind), .string(reason.text)]
        }
        return .object(members)
    }

    fileprivate init?(json: JSON) {
        guard let name = json["name"]?.stringValue.flatMap({ PackageName($0) }),
            let ecosystem = Ecosystem(json: json["ecosystem"]),
            let place = json["place"].flatMap(Place.init(json:))
        else { return nil }
        let version: Version
        if let text = json["version"]?.stringValue {
            version = .pinned(InstalledVersion(text))
        } else if let reason = json["undecided"].flatMap(Reason.init(json:)) {
            version = .undecided(reason)
        } else {
            return nil
        }
        self.init(
            name: name, version: version, ecosystem: ecosystem,
            hashes: (json["hashes"]?.arrayValue ?? []).compactMap(\.stringValue), place: place)
    }
}

extension Dependency.Place {
    fileprivate var json: JSON { [JSON(line), .string(path)] }

    fileprivate init?(json: JSON) {
        guard let line = json[0]?.intValue, let path = json[1]?.stringValue else { return nil }
        self.init(path: path, line: line)
    }
}

extension Dependency.Ecosystem {
    fileprivate var name: String {
        switch self {
        case .pypi: "pypi"
        case .conda(isSurelyPython: true): "conda-python"
        case .conda(isSurelyPython: false): "conda"
        }
    }

    /// Python's index, unless another is named.
    fileprivate init?(json: JSON?) {
        switch json?.stringValue {
        case nil: self = .pypi
        case "conda-python": self = .conda(isSurelyPython: true)
        case "conda": self = .conda(isSurelyPython: false)
        default: return nil
        }
    }
}

extension Dependency.Reason {
    fileprivate var kind: String {
        switch self {
        case .notPinned: "versions"
        case .address: "address"
        case .path: "path"
        }
    }

    fileprivate var text: String {
        switch self {
        case .notPinned(let text), .address(let text), .path(let text): text
        }
    }

    fileprivate init?(json: JSON) {
        guard let text = json[1]?.stringValue else { return nil }
        switch json[0]?.stringValue {
        case "versions": self = .notPinned(text)
        case "address": self = .address(text)
        case "path": self = .path(text)
        default: return nil
        }
    }
}
