import Testing

@testable import Transparency

@Suite struct ModelManifestStatementTests {
    private static let digest = Digest(of: [1])

    /// A statement over `resources`, with the root that they make.
    private static func statement(
        _ resources: [JSON], serialization: [String: JSON] = [:], root: Digest? = nil
    ) -> StatementV1 {
        let defaults: [String: JSON] = [
            "method": "files", "hash_type": "sha256", "allow_symlinks": false,
        ]
        let digests = resources.map { Hex.decode($0["digest"]?.stringValue ?? "") ?? [] }
        return StatementV1(
            subjects: [.init(name: "m", digest: root ?? ModelSigningBundle.root(digests))],
            predicateType: ModelSigningBundle.predicateType,
            predicate: [
                "resources": .array(resources),
                "serialization": .object(defaults.merging(serialization) { $1 }),
            ])
    }

    private static func resource(_ name: String, algorithm: String = "sha256") -> JSON {
        ["name": .string(name), "algorithm": .string(algorithm), "digest": .string(digest.hex)]
    }

    @Test func `files are taken in any order, with fields that nobody knows`() throws {
        var extra = Self.resource("b").objectValue ?? [:]
        extra["size"] = 1
        let manifest = try ModelManifest(
            Self.statement([.object(extra), Self.resource("a/c")]))
        #expect(try manifest.files().map(\.path) == ["b", "a/c"])
        #expect(manifest.ignoredPaths == [])
    }

    @Test(arguments: ["/etc/passwd", "../up", "a/../b", "a//b", "a/", "./a", "", "a\u{0}b", ".."])
    func `a path that could leave the folder is refused`(_ path: String) {
        #expect(throws: ModelSigningError.unsafePath(path)) {
            try ModelManifest(Self.statement([Self.resource(path)]))
        }
    }

    @Test func `a model of one file is named by a point, alone`() throws {
        let single = try ModelManifest(Self.statement([Self.resource(".")]))
        #expect(try single.files().map(\.path) == ["."])
        #expect(throws: ModelSigningError.unsafePath(".")) {
            try ModelManifest(Self.statement([Self.resource("."), Self.resource("a")]))
        }
    }

    @Test func `a file listed twice or a root of other files is refused`() {
        #expect(throws: ModelSigningError.duplicatePath("a")) {
            try ModelManifest(Self.statement([Self.resource("a"), Self.resource("a")]))
        }
        let root = ModelSigningBundle.root([Self.digest.bytes])
        #expect(throws: ModelSigningError.rootMismatch(computed: root)) {
            try ModelManifest(Self.statement([Self.resource("a")], root: Digest(of: [9])))
        }
    }

    @Test func `shards and other hashes are read but not compared`() throws {
        let shards = try ModelManifest(
            Self.statement(
                [Self.resource("a:0:10", algorithm: "sha256-sharded-30000")],
                serialization: ["method": "shards", "shard_size": 30000.0]))
        #expect(shards.method == .shards(byteCount: 30000))
        #expect(throws: ModelSigningError.unsupportedSerialization("shards", isHash: false)) {
            try shards.files()
        }
        let blake = try ModelManifest(
            Self.statement(
                [Self.resource("a", algorithm: "blake2b")], serialization: ["hash_type": "blake2b"])
        )
        #expect(throws: ModelSigningError.unsupportedSerialization("blake2b", isHash: true)) {
            try blake.differences(from: [])
        }
    }

    @Test(
        arguments: [
            (["method": "folders"], "method"), (["method": "shards"], "shard_size"),
            (["method": "shards", "shard_size": 0], "shard_size"),
            (["hash_type": nil], "hash_type"),
            (["allow_symlinks": "false"], "allow_symlinks"),
            (["ignore_paths": [1]], "ignore_paths"),
            (["ignore_paths": [""]], "ignore_paths"), (["ignore_paths": "a"], "ignore_paths"),
        ] as [([String: JSON], String)])
    func `a malformed serialization is refused by its field`(
        _ change: [String: JSON], _ field: String
    ) {
        #expect(throws: ModelSigningError.malformed(field: field)) {
            try ModelManifest(Self.statement([Self.resource("a")], serialization: change))
        }
    }
}
