extension ModelManifest {
    /// Reads the files that a statement lists.
    ///
    /// - Throws: ``ModelSigningError`` when the statement is none of Model Signing's, or its root
    ///   is not the one that its files make.
    init(_ statement: StatementV1) throws(ModelSigningError) {
        if statement.predicateType == ModelSigningBundle.digestsPredicateType {
            try self.init(digests: statement.subjects)
            return
        }
        guard statement.predicateType == ModelSigningBundle.predicateType else {
            throw .unsupportedPredicateType(statement.predicateType)
        }
        guard statement.subjects.count == 1, let subject = statement.subjects.first,
            let root = subject.digest
        else { throw .malformed(field: "subject") }
        let serialization = statement.predicate["serialization"] ?? .null
        let method = try Self.method(serialization)
        guard let hashType = serialization["hash_type"]?.stringValue else {
            throw .malformed(field: "hash_type")
        }
        guard let allowsSymlinks = serialization["allow_symlinks"]?.boolValue else {
            throw .malformed(field: "allow_symlinks")
        }
        let resources = try Self.resources(statement.predicate, method)
        let computed = ModelSigningBundle.root(resources.map(\.digest))
        guard computed == root else { throw .rootMismatch(computed: computed) }
        self.init(
            name: subject.name ?? "", method: method, hashType: hashType,
            allowsSymlinks: allowsSymlinks, ignoredPaths: try Self.ignoredPaths(serialization),
            resources: resources)
    }

    private static func method(_ serialization: JSON) throws(ModelSigningError) -> Method {
        switch serialization["method"]?.stringValue {
        case "files": return .files
        case "shards":
            // The reference writes the size as 30000.0, which is the same number.
            guard let size = serialization["shard_size"]?.intValue, size > 0 else {
                throw .malformed(field: "shard_size")
            }
            return .shards(byteCount: size)
        default: throw .malformed(field: "method")
        }
    }

    private static func ignoredPaths(_ serialization: JSON) throws(ModelSigningError) -> [String] {
        let list = serialization["ignore_paths"] ?? []
        let paths = list.arrayValue?.compactMap(\.stringValue)
        guard let paths, paths.count == list.arrayValue?.count, !paths.contains("") else {
            throw .malformed(field: "ignore_paths")
        }
        return paths
    }

    private static func resources(
        _ predicate: JSON, _ method: Method
    ) throws(ModelSigningError) -> [Resource] {
        guard let list = predicate["resources"]?.arrayValue else {
            throw .malformed(field: "resources")
        }
        var names: Set<[UInt8]> = []
        return try list.map { item throws(ModelSigningError) in
            guard let name = item["name"]?.stringValue else {
                throw .malformed(field: "resources.name")
            }
            guard let algorithm = item["algorithm"]?.stringValue else {
                throw .malformed(field: "resources.algorithm")
            }
            guard let digest = item["digest"]?.stringValue.flatMap({ Hex.decode($0) }),
                !digest.isEmpty
            else { throw .malformed(field: "resources.digest") }
            let path = try path(of: name, method)
            guard isSafe(path) || (path == singleFileName && (list.count == 1 || path != name))
            else { throw .unsafePath(name) }
            guard names.insert(Array(name.utf8)).inserted else { throw .duplicatePath(name) }
            return Resource(name: name, algorithm: algorithm, digest: digest)
        }
    }

    private static func path(
        of name: String, _ method: Method
    ) throws(ModelSigningError) -> String {
        guard method != .files else { return name }
        guard let shard = Shard(name) else { throw .malformed(field: "resources.name") }
        return shard.path
    }

    /// Whether the path leads to something inside its folder, and to one thing only.
    static func isSafe(_ path: String) -> Bool {
        guard !path.utf8.contains(0) else { return false }
        return path.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { part in
                let name = String(part)
                return !name.isEmpty && name != "." && name != ".."
            }
    }
}
