import Governance
import Ledger
import Testing
import Transparency

@testable import Operations

@Suite struct OncePerKeyTests {
    /// Gives a number, under a key.
    private func once(
        _ key: String, _ number: Int, on test: TestPlatform
    ) async throws -> Int {
        let once = OncePerKey(
            key: Digest(of: Array(key.utf8)), request: Digest(of: [UInt8(number)])
        ) { ($0 as? Int).map { JSON($0) } }
        return try await OncePerKey.$current.withValue(once) {
            try await test.platform.perform { _ in number }.value
        }
    }

    private func keptCount(_ test: TestPlatform) async throws -> Int {
        try await test.platform.store.rows(RowQuery(OncePerKey.table)).rows.count
    }

    @Test func `the same request is answered once, and another one is refused`() async throws {
        let test = try TestPlatform()
        #expect(try await once("k", 1, on: test) == 1)
        let replay = await #expect(throws: OncePerKey.Replay.self) {
            try await once("k", 1, on: test)
        }
        #expect(replay?.answer == 1)
        #expect(try await test.failure { try await once("k", 2, on: test) }.code == "key_reused")
    }

    @Test func `answers go when they are older than a day, some with each that is kept`()
        async throws
    {
        let test = try TestPlatform()
        for index in 0..<10 { _ = try await once("old \(index)", index, on: test) }
        test.clock.pass(milliseconds: 24 * 3_600_000)
        _ = try await once("a day later", 1, on: test)
        #expect(try await keptCount(test) == 11)
        test.clock.pass(milliseconds: 1)
        for (index, count) in [8, 5, 4, 5].enumerated() {
            _ = try await once("new \(index)", index, on: test)
            #expect(try await keptCount(test) == count)
        }
        #expect(try await once("old 0", 7, on: test) == 7)
        await #expect(throws: OncePerKey.Replay.self) { try await once("new 0", 0, on: test) }
    }
}
