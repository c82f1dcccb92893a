import HTTPTypes
import Ledger
import Synchronization
import Testing
import Transparency

@Suite struct OperationsRoutesTests {
    private let registration: JSON = [
        "subject": "model:mail", "purpose": "sorts mail", "risk": "low",
        "businessOwner": "bea@example.org", "technicalOwner": "tom@example.org",
        "parts": [
            [
                "role": "weights", "name": "m.bin", "bytes": 4,
                "digest": .string("sha256:" + String(repeating: "a", count: 64)),
            ]
        ],
    ]

    @Test func `a refused write makes the server read-only, and probes are told why`() async throws
    {
        let store = FillingStore()
        let server = try TestServer(store: store)
        let token = try await server.token("ci@example.org", "contributor")
        #expect(await server.ask(.get, "/readyz").status == 200)
        store.isFull.withLock { $0 = true }
        let refused = try await server.json(
            .post, "/api/v1/versions", token: token, registration)
        #expect(refused.status == 507)
        #expect(refused.json["code"] == "disk_full")
        let ready = await server.ask(.get, "/readyz")
        #expect(ready.status == 503)
        let said = try JSON(parsing: ready.body)
        #expect(said["status"] == "read-only")
        #expect(said["reason"]?.stringValue?.contains("disk") == true)
        let next = try await server.json(.post, "/api/v1/versions", token: token, registration)
        #expect(next.status == 503)
        #expect(next.json["code"] == "read_only")
        #expect(await server.ask(.get, "/api/v1/versions", token: token).status == 200)
        #expect(await server.ask(.get, "/healthz").status == 200)
    }

    @Test func `when writes succeed again, the server is what it was`() async throws {
        let store = FillingStore()
        let server = try TestServer(store: store)
        let token = try await server.token("ci@example.org", "contributor")
        store.isFull.withLock { $0 = true }
        let refused = try await server.json(
            .post, "/api/v1/versions", token: token, registration)
        #expect(refused.status == 507)
        store.isFull.withLock { $0 = false }
        let made = try await server.json(.post, "/api/v1/versions", token: token, registration)
        #expect(made.status == 201)
        #expect(await server.ask(.get, "/readyz").status == 200)
    }
}

/// A store whose disk is full when it is told so.
private final class FillingStore: LedgerStore {
    let isFull = Mutex(false)
    private let base = MemoryStore()

    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        guard !isFull.withLock(\.self) else { throw .full }
        return try await base.append(batch, expecting: expected)
    }

    func head() async throws(LedgerError) -> LedgerHead { await base.head() }

    func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        try await base.records(in: range)
    }

    func hashes(level: Int, in range: Range<Int>) async throws(LedgerError) -> [Digest] {
        try await base.hashes(level: level, in: range)
    }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try await base.rows(query)
    }
}
