import Transparency

/// Reads a conda environment, `environment.yml`, and the requirements for `pip` within it.
struct CondaEnvironment {
    let path: String
    let environment: MarkerEnvironment
    let include: (String) -> [UInt8]?

    func read(_ bytes: [UInt8]) throws(DocumentError) -> DependencyListing {
        let tree = try YAMLTree.parse(bytes)
        guard let entries = tree["dependencies"]?.arrayValue else {
            throw DocumentError("it has no list of `dependencies`")
        }
        var listing = DependencyListing()
        for channel in tree["channels"]?.arrayValue ?? [] {
            if let name = channel.stringValue { listing.sources.insert(name) }
        }
        for entry in entries {
            if let text = entry.stringValue {
                readMatch(text, into: &listing)
            } else {
                readInstaller(entry, into: &listing)
            }
        }
        return listing
    }

    private var place: Dependency.Place { Dependency.Place(path: path, line: 0) }

    /// `pip:` and a list of lines of a requirements file.
    private func readInstaller(_ entry: JSON, into listing: inout DependencyListing) {
        guard let lines = entry["pip"]?.arrayValue, entry.objectValue?.count == 1 else {
            return listing.add(
                problem: "an entry is neither a package nor a list for pip", at: place)
        }
        let text = lines.compactMap(\.stringValue).joined(separator: "\n")
        var reader = RequirementsReader(environment: environment, include: include)
        var inner = reader.read(path: path, bytes: Array(text.utf8))
        if lines.contains(where: { $0.stringValue == nil }) {
            inner.add(problem: "a line for pip is no text", at: place)
        }
        listing.add(inner)
    }

    /// `channel::name=version=build`, or a name and conditions.
    private func readMatch(_ text: String, into listing: inout DependencyListing) {
        let match = text.split(separator: ":").last.map(String.init) ?? ""
        let written = match.prefix { PackageName.isNamed($0.utf8.first ?? 0) }
        // Some names of conda's own, such as `_libgcc_mutex`, begin as no name of PyPI may.
        let plain = written.drop { $0 == "_" }
        guard let name = PackageName(CondaName.onPyPI(plain.asciiLowercased)) else {
            return listing.add(problem: "`\(text.prefix(200))` is no package", at: place)
        }
        let conditions = match.dropFirst(written.count).trimmed
        let parts = conditions.drop { $0 == "=" }.split(separator: "=")
        let isExact = conditions.hasPrefix("==") && parts.count == 1
        let hasBuild = conditions.hasPrefix("=") && parts.count == 2
        let isOne = (isExact || hasBuild) && !conditions.contains { "*,|<>!~ ".contains($0) }
        let version: Dependency.Version =
            isOne
            ? .pinned(InstalledVersion(parts[0])) : .undecided(.notPinned(conditions))
        let isPython = hasBuild && parts[1].hasPrefix("py")
        listing.add(
            Dependency(
                name: name, version: version, ecosystem: .conda(isSurelyPython: isPython),
                place: place))
    }
}

/// Names under which conda has packages of PyPI.
enum CondaName {
    /// Those that differ; the others are the same.
    private static let known = [
        "pytorch": "torch", "pytorch-cpu": "torch", "pytorch-gpu": "torch",
        "tensorflow-base": "tensorflow", "matplotlib-base": "matplotlib",
        "py-opencv": "opencv-python", "opencv": "opencv-python", "py-xgboost": "xgboost",
        "msgpack-python": "msgpack", "python-flatbuffers": "flatbuffers", "dask-core": "dask",
        "ray-core": "ray", "ray-default": "ray",
    ]

    static func onPyPI(_ name: String) -> String { known[name] ?? name }
}
