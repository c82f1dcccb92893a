import Transparency

extension Advisory {
    /// How much an advisory may hold; the largest of PyPI's have some thousand versions.
    private static let listCountMax = 100_000
    private static let summaryByteCountMax = 240

    /// Reads an advisory in JSON, as OSV and GitHub publish it.
    ///
    /// - Throws: ``DocumentError`` for what is no JSON, or no advisory.
    package init(json bytes: [UInt8]) throws(DocumentError) {
        let limits = JSONLimits(byteCountMax: 16 << 20, depthMax: 32, valueCountMax: 1 << 20)
        let tree: JSON
        do {
            tree = try JSON(parsing: bytes, limits: limits)
        } catch {
            throw DocumentError(line: error.line, "\(error.reason)")
        }
        try self.init(tree)
    }

    /// Reads an advisory in YAML, as the Python Packaging Authority's database has it.
    ///
    /// - Throws: ``DocumentError`` for what is no YAML, or no advisory.
    package init(yaml bytes: [UInt8]) throws(DocumentError) {
        try self.init(try YAMLTree.parse(bytes))
    }

    init(_ tree: JSON) throws(DocumentError) {
        guard let id = tree["id"]?.stringValue, Self.isIdentifier(id) else {
            throw DocumentError("the advisory has no `id`")
        }
        self.id = id
        aliases = try Self.identifiers(tree["aliases"], "aliases")
        related = try Self.identifiers(tree["related"], "related")
        let words = tree["summary"]?.stringValue ?? tree["details"]?.stringValue ?? ""
        summary = Self.line(of: words)
        modified = tree["modified"]?.stringValue ?? ""
        isWithdrawn = !(tree["withdrawn"] ?? .null).isNull
        var severities = try Self.severities(tree["severity"])
        var affected: [AffectedPackage] = []
        for entry in try Self.list(tree["affected"], "affected") {
            severities += try Self.severities(entry["severity"])
            if let package = try AffectedPackage(entry) { affected.append(package) }
        }
        self.affected = affected
        self.severities = severities.reduce(into: []) { kept, severity in
            if !kept.contains(severity) { kept.append(severity) }
        }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    fileprivate static func list(
        _ tree: JSON?, _ name: String, countMax: Int = listCountMax
    ) throws(DocumentError) -> [JSON] {
        guard let tree, !tree.isNull else { return [] }
        guard let list = tree.arrayValue, list.count <= countMax else {
            throw DocumentError("`\(name)` is no list, or too long")
        }
        return list
    }

    private static func identifiers(
        _ tree: JSON?, _ name: String
    ) throws(DocumentError) -> [String] {
        try list(tree, name).map { (item) throws(DocumentError) in
            guard let text = item.stringValue, isIdentifier(text) else {
                throw DocumentError("`\(name)` has what is no identifier")
            }
            return text
        }
    }

    private static func severities(_ tree: JSON?) throws(DocumentError) -> [Severity] {
        try list(tree, "severity").map { (item) throws(DocumentError) in
            guard let system = item["type"]?.stringValue, let vector = item["score"]?.stringValue,
                isIdentifier(system), vector.utf8.count <= 512
            else { throw DocumentError("`severity` needs a `type` and a `score`") }
            return Severity(system: system, vector: vector)
        }
    }

    /// The words on one line, cut behind a whole character.
    private static func line(of words: String) -> String {
        let bytes = words.prefix(summaryByteCountMax).utf8.split(whereSeparator: \.isSpace)
        var text = ""
        for character in Array(bytes.joined(separator: [0x20])).text {
            guard text.utf8.count + character.utf8.count <= summaryByteCountMax else { break }
            text.append(character)
        }
        return text
    }
}

extension AffectedPackage {
    /// - Returns: `nil` for a package of another ecosystem.
    fileprivate init?(_ entry: JSON) throws(DocumentError) {
        guard let ecosystem = entry["package"]?["ecosystem"]?.stringValue,
            let text = entry["package"]?["name"]?.stringValue
        else { throw DocumentError("`affected` names no package") }
        guard ecosystem.split(separator: ":").first == "PyPI" else { return nil }
        guard let name = PackageName(text) else {
            throw DocumentError("`affected` names what is no package of PyPI")
        }
        self.name = name
        versions = try Advisory.list(entry["versions"], "versions")
            .map { (item) throws(DocumentError) in
                guard let version = item.stringValue, version.utf8.count <= 1_024 else {
                    throw DocumentError("`versions` has what is no text")
                }
                return version
            }
        var ranges: [AffectedRange] = []
        for range in try Advisory.list(entry["ranges"], "ranges", countMax: 1_000)
        where range["type"]?.stringValue != "GIT" {
            ranges.append(try AffectedRange(range["events"]))
        }
        self.ranges = ranges
    }
}

extension AffectedRange {
    /// - Parameter tree: A list of objects with one event each, or more.
    /// - Throws: ``DocumentError`` for what is no such list.
    init(_ tree: JSON?) throws(DocumentError) {
        var events: [Event] = []
        for item in try Advisory.list(tree, "events", countMax: 1_000) {
            guard let members = item.objectValue, !members.isEmpty else {
                throw DocumentError("`events` has what is no event")
            }
            for key in members.keys.sorted() {
                guard let text = members[key]?.stringValue, let event = Event(key: key, text: text)
                else { throw DocumentError("`events` has what is no event") }
                events.append(event)
            }
        }
        guard events.contains(where: { $0.key == "introduced" }) else {
            throw DocumentError("a range has no `introduced`")
        }
        self.init(events: events)
    }
}
