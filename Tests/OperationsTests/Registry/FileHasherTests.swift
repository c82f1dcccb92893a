import Foundation
import Synchronization
import Testing
import Transparency

import struct Crypto.SHA256

@testable import Operations

@Suite struct FileHasherTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    /// Files of these sizes with random bytes, and what the library says of them.
    private func files(
        _ sizes: [Int], _ random: inout SeededRandom
    ) throws -> (paths: [String], hashed: [FileHasher.Hashed]) {
        var paths: [String] = []
        var hashed: [FileHasher.Hashed] = []
        for (index, size) in sizes.enumerated() {
            let bytes = random.bytes(count: size)
            let path = "\(test.folder)/file-\(index)"
            try Data(bytes).write(to: URL(filePath: path))
            paths.append(path)
            let digest = try #require(Digest(bytes: Array(SHA256.hash(data: bytes))))
            hashed.append(.init(digest: digest, size: size))
        }
        return (paths, hashed)
    }

    @Test(arguments: [
        [], [0], [1], [1 << 20], [0, 0], [600_000, 0], [5, 700_001], [262_144, 262_144, 262_144],
        [1, 300_000, 64, 262_143, 262_145, 63, 0, 524_288, 900_000],
        // Above 2 MiB windows are mapped; what is left is read, beside files of every kind.
        [2 << 20], [(2 << 20) + 1, (4 << 20) - 1], [5 << 20, 5 << 20, 100, 3_000_001],
        [(6 << 20) + 33, 777_777, 65, 2 << 20, 10],
    ])
    func `files hash as the library hashes their bytes, in their order`(_ sizes: [Int])
        async throws
    {
        var random = SeededRandom()
        let (paths, expected) = try files(sizes, &random)
        #expect(try await FileHasher.hash(paths) == expected)
        #expect(try await FileHasher.hash(paths, sizes: sizes) == expected)
    }

    @Test func `more files than lanes of all threads hash alike`() async throws {
        var random = SeededRandom()
        let sizes = (0..<150).map { _ in Int.random(in: 0...3_000, using: &random) }
        let (paths, expected) = try files(sizes, &random)
        #expect(try await FileHasher.hash(paths, sizes: sizes) == expected)
    }

    @Test func `who watches sees each file's bytes once and in their order`() async throws {
        var random = SeededRandom()
        let sizes = [700_000, 10, 5_000_000]
        let (paths, _) = try files(sizes, &random)
        let seen = Mutex([Int](repeating: 0, count: sizes.count))
        _ = try await FileHasher.hash(paths, sizes: sizes) { piece in
            let isNext = seen.withLock { seen in
                let isNext = seen[piece.file] == piece.offset
                seen[piece.file] += piece.byteCount
                return isNext
            }
            #expect(isNext)
        }
        #expect(seen.withLock { $0 } == sizes)
    }

    @Test func `one file that cannot be read ends it, and is named`() async throws {
        var random = SeededRandom()
        let (paths, _) = try files([400_000, 400_000, 400_000], &random)
        let failure = try await test.failure {
            try await FileHasher.hash(paths + ["\(test.folder)/none"])
        }
        #expect(failure.code == "no_such_file")
        #expect(failure.message.contains("\(test.folder)/none"))
    }

    @Test(arguments: [[900_000, 900_000], [900_000, 6 << 20], [6 << 20, 6 << 20]])
    func `a file that is cut short while it is read has no digest`(_ sizes: [Int]) async throws {
        var random = SeededRandom()
        let (paths, _) = try files(sizes, &random)
        let failure = try await test.failure {
            try await FileHasher.hash(paths) { piece in
                if piece.offset == 0, piece.file == 1 { truncate(paths[1], 300_000) }
            }
        }
        #expect(failure.code == "changed_while_read")
    }

    @Test func `work that nobody waits for ends`() async throws {
        var random = SeededRandom()
        let (paths, _) = try files([900_000], &random)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await FileHasher.hash(paths)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
