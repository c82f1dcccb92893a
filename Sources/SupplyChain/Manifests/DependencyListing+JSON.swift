package import Transparency

/// A listing as it is kept, so that it is judged again without its file.
extension DependencyListing {
    package var json: JSON {
        [
            "dependencies": .array(dependencies.map(\.json)),
            "problems": .array(
                problems.map { ["message": .string($0.message), "place": $0.place.json] }),
            "sources": .array(sources.sorted().map { .string($0) }),
        ]
    }

    /// Reads what ``json`` writes; `nil` for anything else.
    package init?(json: JSON) {
        self.init()
        guard let dependencies = json["dependencies"]?.arrayValue,
            let problems = json["problems"]?.arrayValue, let sources = json["sources"]?.arrayValue
        else { return nil }
        self.dependencies.reserveCapacity(dependencies.count)
        for item in dependencies {
            guard let dependency = Dependency(json: item) else { return nil }
            self.dependencies.append(dependency)
        }
        for item in problems {
            guard let message = item["message"]?.stringValue,
                let place = item["place"].flatMap(Dependency.Place.init(json:))
            else { return nil }
            self.problems.append(Problem(place: place, message: message))
        }
        self.sources = Set(sources.compactMap(\.stringValue))
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
