import Dispatch
import Synchronization
import Testing

@testable import Tracking

@Suite struct GroupWriterTests {
    @Test func `who writes alone has a commit alone`() async throws {
        let database = CountingDatabase()
        let writer = GroupWriter(database)
        try await withThrowingTaskGroup { group in
            for number in 0..<50 {
                group.addTask {
                    try await writer.write(isAlone: true) { _ throws(TrackingError) in number }
                }
            }
            let written = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            #expect(written == Set(0..<50))
        }
        #expect(database.counts.commits == 50)
    }

    @Test func `many who write share commits, and each is answered after one`() async throws {
        let database = CountingDatabase()
        let writer = GroupWriter(database)
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<100 {
                        let begun = try await writer.write { _ throws(TrackingError) in
                            database.counts.commits
                        }
                        #expect(database.counts.commits > begun)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(database.counts.commits < 1_600, "\(database.counts)")
    }
}

/// A database that keeps nothing and counts.
private final class CountingDatabase: TrackingDatabase {
    struct Counts {
        var commits = 0
    }

    private let kept = Mutex(Counts())
    private let queue = DispatchQueue(label: "counting")

    var counts: Counts { kept.withLock(\.self) }

    func count(_ change: (inout Counts) -> Void) { kept.withLock { change(&$0) } }

    func readQuickly<Value: Sendable>(
        asking first: [SQLQuery],
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value { try body(CountingWriter(self)) }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value { try body(CountingWriter(self)) }

    func lendWriter(_ body: @escaping @Sendable (any SQLWriter) -> Void) {
        queue.async { body(CountingWriter(self)) }
    }

    func close() async {}
}

private final class CountingWriter: SQLWriter {
    private let database: CountingDatabase
    var dialect: SQLDialect { .sqlite }
    var changeCount: Int { 0 }

    init(_ database: CountingDatabase) { self.database = database }

    func begin() throws(TrackingError) {}
    func commit() throws(TrackingError) { database.count { $0.commits += 1 } }
    func rollBack() {}
    func execute(_ sql: String) throws(TrackingError) {}
    func run(_ sql: String, _ values: [SQLValue]) throws(TrackingError) {}
    func changedCount(_ sql: String, _ values: [SQLValue]) throws(TrackingError) -> Int { 0 }
    func forEachRow(
        of queries: [SQLQuery], _ body: (Int, any SQLRow) throws(TrackingError) -> Void
    ) throws(TrackingError) {}
}
