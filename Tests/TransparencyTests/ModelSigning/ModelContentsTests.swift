import Testing

@testable import Transparency

@Suite struct ModelContentsTests {
    private typealias File = ModelContents.File

    private static func digest(_ byte: UInt8) -> Digest { Digest(of: [byte]) }

    /// A manifest over shards of 10 bytes, as the reference or as the specification names them.
    private static func shards(
        _ shards: KeyValuePairs<String, UInt8>, algorithm: String = "sha256-sharded-10"
    ) throws -> ModelManifest {
        try ModelManifest(
            StatementV1(
                subjects: [
                    .init(
                        name: "m",
                        digest: ModelSigningBundle.root(shards.map { digest($0.value).bytes }))
                ], predicateType: ModelSigningBundle.predicateType,
                predicate: [
                    "resources": .array(
                        shards.map { name, byte in
                            [
                                "name": .string(name), "algorithm": .string(algorithm),
                                "digest": .string(digest(byte).hex),
                            ]
                        }),
                    "serialization": [
                        "method": "shards", "hash_type": "sha256", "shard_size": 10.0,
                        "allow_symlinks": false,
                    ],
                ]))
    }

    @Test(arguments: ["sha256", "sha256-sharded-10"])
    func `shards are compared piece by piece, in any order`(_ algorithm: String) throws {
        let manifest = try Self.shards(
            ["a:10:13": 2, "a:0:10": 1, "b:0:4": 3], algorithm: algorithm)
        let b = File(path: "b", byteCount: 4, digests: [Self.digest(3)])
        let cases: [(File, [FileDifference])] = [
            (File(path: "a", byteCount: 13, digests: [Self.digest(1), Self.digest(2)]), []),
            (
                File(path: "a", byteCount: 13, digests: [Self.digest(2), Self.digest(1)]),
                [FileDifference(path: "a", kind: .changed)]
            ),
            // The same pieces, of which the last one is longer.
            (
                File(path: "a", byteCount: 14, digests: [Self.digest(1), Self.digest(2)]),
                [FileDifference(path: "a", kind: .changed)]
            ),
            (
                File(path: "a", byteCount: 10, digests: [Self.digest(1)]),
                [FileDifference(path: "a", kind: .changed)]
            ),
            (
                File(path: "c", byteCount: 13, digests: [Self.digest(1), Self.digest(2)]),
                [FileDifference(path: "c", kind: .renamed, signedPath: "a")]
            ),
        ]
        for (file, differences) in cases {
            let found = try manifest.differences(from: ModelContents(files: [b, file]))
            #expect(found == differences)
        }
    }

    @Test func `an empty file has no shards and leaves no trace`() throws {
        let manifest = try Self.shards(["a:0:1": 1])
        let contents = ModelContents(files: [
            File(path: "a", byteCount: 1, digests: [Self.digest(1)]),
            File(path: "empty", byteCount: 0, digests: []),
        ])
        #expect(try manifest.differences(from: contents) == [])
    }

    @Test func `pieces that leave a hole are no whole file`() throws {
        let manifest = try Self.shards(["a:0:10": 1, "a:20:23": 2])
        let whole = File(
            path: "a", byteCount: 23, digests: [Self.digest(1), Self.digest(9), Self.digest(2)])
        #expect(
            try manifest.differences(from: ModelContents(files: [whole]))
                == [FileDifference(path: "a", kind: .changed)])
    }

    @Test(arguments: ["a", "a:0", "a:0:10:20", "a:5:5", "a:-1:5", "a:x:5", "a:00:5"])
    func `a name that is no shard's is refused`(_ name: String) {
        #expect(throws: ModelSigningError.malformed(field: "resources.name")) {
            try Self.shards([name: 1])
        }
        #expect(throws: ModelSigningError.unsafePath("../a:0:5")) {
            try Self.shards(["../a:0:5": 1])
        }
    }

    @Test(arguments: ["sha256-sharded-11", "blake3", "blake2b-sharded-10"])
    func `another hash is not compared`(_ algorithm: String) throws {
        let manifest = try Self.shards(["a:0:1": 1], algorithm: algorithm)
        #expect(throws: ModelSigningError.unsupportedSerialization(algorithm, isHash: true)) {
            try manifest.differences(from: ModelContents(files: []))
        }
    }

    @Test func `what was not signed may be let stand`() throws {
        let manifest = try ModelSigningBundle(
            name: "m", files: [("a", Self.digest(1))], signedBy: .generate()
        ).unverifiedManifest
        let contents = ModelContents(
            files: [
                File(path: "a", byteCount: 1, digests: [Self.digest(1)]),
                File(path: "more", byteCount: 1, digests: [Self.digest(2)]),
            ], links: ["link"], others: ["pipe"])
        #expect(
            try manifest.differences(from: contents) == [
                FileDifference(path: "link", kind: .symlink),
                FileDifference(path: "more", kind: .added),
                FileDifference(path: "pipe", kind: .added),
            ])
        #expect(try manifest.differences(from: contents, ignoringUnsigned: true) == [])
        let gone = ModelContents(files: [], links: ["a"])
        #expect(
            try manifest.differences(from: gone, ignoringUnsigned: true)
                == [FileDifference(path: "a", kind: .symlink)])
    }
}
