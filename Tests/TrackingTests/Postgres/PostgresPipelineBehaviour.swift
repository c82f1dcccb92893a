import Testing
import Tracking

@testable import LedgerPostgres

@Suite(.enabled(if: TrackedStore.conninfo != nil, "set ASSAY_TEST_POSTGRES to a libpq conninfo"))
struct PostgresPipelineBehaviour {
    private static func pipeline() throws -> PostgresPipeline {
        try PostgresPipeline(
            PostgresSession(conninfo: TrackedStore.conninfo ?? "", library: .load()))
    }

    private static func value(_ result: PostgresResult?) -> Int64? {
        result?.withValue(0, 0) { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
    }

    @Test func `what was sent last is answered, each in its turn`() throws {
        let pipeline = try Self.pipeline()
        for number in Int64(0)..<5 {
            try pipeline.send("SELECT ?::bigint", PostgresParameters([.integer(number)]))
        }
        #expect(try pipeline.wait(for: 2).map(Self.value) == [3, 4])
        #expect(try pipeline.wait(for: 1).isEmpty)
    }

    @Test func `NULL, empty text, and numbers of every sign arrive as they were`() throws {
        let pipeline = try Self.pipeline()
        let values: [SQLValue] = [
            .null, .text(""), .text("ä\u{1F600}"), .integer(.min), .number(-.infinity),
        ]
        try pipeline.send(
            """
            SELECT (?::text IS NULL AND ?::text = '' AND octet_length(?::text) = 6
              AND ?::bigint < -9223372036854775807 AND ?::double precision = '-infinity')::int::int8
            """, PostgresParameters(values))
        #expect(try pipeline.wait(for: 1).map(Self.value) == [1])
    }

    @Test func `a failure is told at the next wait, and nothing after it is carried out`() throws {
        let pipeline = try Self.pipeline()
        try pipeline.execute("CREATE TEMPORARY TABLE kept (n bigint)")
        for number in [Int64(1), 0, 2] {
            try pipeline.send(
                "INSERT INTO kept SELECT 10 / ?::bigint", PostgresParameters([.integer(number)]))
        }
        let failure = #expect(throws: PostgresFailure.self) { try pipeline.wait() }
        #expect(failure?.state == "22012")
        #expect(!pipeline.isLost)
        try pipeline.send("SELECT count(*) FROM kept", PostgresParameters())
        // Without a transaction of its own, what was sent together is one.
        #expect(try pipeline.wait(for: 1).map(Self.value) == [0])
    }

    @Test func `a statement that cannot be prepared may be sent again`() throws {
        let pipeline = try Self.pipeline()
        for _ in 0..<2 {
            try pipeline.send("SELECT * FROM not_there", PostgresParameters())
            try pipeline.send("SELECT 1::bigint", PostgresParameters())
            #expect(throws: PostgresFailure.self) { try pipeline.wait() }
        }
        try pipeline.send("SELECT 1::bigint", PostgresParameters())
        #expect(try pipeline.wait(for: 1).map(Self.value) == [1])
    }

    @Test func `of ever new statements the server keeps a few hundred`() throws {
        let pipeline = try Self.pipeline()
        for number in 0..<1_000 {
            try pipeline.send("SELECT \(number)::bigint", PostgresParameters())
        }
        #expect(try pipeline.wait(for: 1).map(Self.value) == [999])
        try pipeline.send("SELECT count(*) FROM pg_prepared_statements", PostgresParameters())
        let kept = try #require(try pipeline.wait(for: 1).map(Self.value).first ?? nil)
        #expect(kept > 0 && kept <= 400)
    }

    @Test func `much may be sent while much is answered`() throws {
        let pipeline = try Self.pipeline()
        let text = String(repeating: "x", count: 100_000)
        for _ in 0..<300 {
            try pipeline.send("SELECT ?::text", PostgresParameters([.text(text)]))
        }
        let counts = try pipeline.wait(for: 3).map { $0.withValue(0, 0, \.count) }
        #expect(counts == [100_000, 100_000, 100_000])
    }

    @Test func `a connection that the server closed is known to be lost`() throws {
        let pipeline = try Self.pipeline()
        try pipeline.send("SELECT pg_backend_pid()::bigint", PostgresParameters())
        let process = try #require(try pipeline.wait(for: 1).map(Self.value).first ?? nil)
        let other = try Self.pipeline()
        try other.send(
            "SELECT pg_terminate_backend(?::bigint::int, 10000)::int::bigint",
            PostgresParameters([.integer(process)]))
        #expect(try other.wait(for: 1).map(Self.value) == [1])
        #expect(throws: PostgresFailure.self) {
            try pipeline.send("SELECT 1::bigint", PostgresParameters())
            try pipeline.wait()
        }
        #expect(pipeline.isLost)
    }
}
