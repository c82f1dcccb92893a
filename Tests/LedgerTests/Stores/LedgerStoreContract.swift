import Testing
import Transparency

@testable import Ledger

/// The rules that every store keeps, checked on all of them.
@Suite struct LedgerStoreContract {
    @Test(arguments: TestStore.available)
    func `a new ledger is empty`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            let head = try await store.head()
            #expect(head == .empty)
            #expect(try await store.records(in: 0..<0) == [])
            #expect(try await store.rows(RowQuery("version")).rows == [])
        }
    }

    @Test(arguments: TestStore.available)
    func `a commit is read back whole`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            let records = try TestLedger.records(5)
            let row = TestLedger.row("credit")
            let batch = try TestLedger.batch(
                after: .empty, records: records, rows: [.put(row)])
            let head = try await store.append(batch, expecting: .empty)
            #expect(head == batch.head)
            #expect(try await store.head() == head)
            #expect(head.root == MerkleTree.root(ofLeaves: records))
            #expect(try await store.records(in: 0..<5) == records)
            #expect(try await store.records(in: 2..<4) == Array(records[2..<4]))
            #expect(
                try await store.hashes(level: 0, in: 1..<3)
                    == records[1..<3].map { MerkleHash.leaf($0) })
            #expect(try await store.row("version", "credit") == row)
        }
    }

    @Test(arguments: TestStore.available)
    func `a commit over an old head is refused and leaves no trace`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let first = try TestLedger.batch(after: .empty, records: TestLedger.records(2))
            let head = try await store.append(first, expecting: .empty)
            let late = try TestLedger.batch(
                after: .empty, records: TestLedger.records(3, writer: "writer-b"),
                rows: [.put(TestLedger.row("late"))])
            await #expect(throws: LedgerError.headMoved) {
                try await store.append(late, expecting: .empty)
            }
            #expect(try await store.head() == head)
            #expect(try await store.row("version", "late") == nil)
        }
    }

    @Test(arguments: TestStore.available)
    func `a commit that changes rows alone moves the head too`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            let one = LedgerBatch(
                changing: [.put(TestLedger.row("a"))], after: .empty, writer: "a")
            let other = LedgerBatch(
                changing: [.put(TestLedger.row("b"))], after: .empty, writer: "b")
            let head = try await store.append(one, expecting: .empty)
            #expect(head.revision == 1 && head.size == 0 && head.writer == "a")
            await #expect(throws: LedgerError.headMoved) {
                try await store.append(other, expecting: .empty)
            }
            #expect(try await store.row("version", "b") == nil)
        }
    }

    @Test(arguments: TestStore.available)
    func `of many that commit over one head exactly one wins`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    let records = try TestLedger.records(1, writer: "writer-\(index)")
                    let batch = try TestLedger.batch(after: .empty, records: records)
                    group.addTask {
                        do {
                            _ = try await store.append(batch, expecting: .empty)
                            return true
                        } catch LedgerError.headMoved {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wins == 1)
            #expect(try await store.head().size == 1)
        }
    }

    @Test(arguments: TestStore.available)
    func `hashes of every level are kept once they are complete`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let records = try TestLedger.records(600)
            var head = LedgerHead.empty
            for start in stride(from: 0, to: 600, by: 90) {
                let part = Array(records[start..<min(start + 90, 600)])
                let batch = try TestLedger.batch(after: head, records: part)
                head = try await store.append(batch, expecting: head)
            }
            let expected = [0, 256].map {
                MerkleTree.root(ofLeaves: Array(records[$0..<$0 + 256]))
            }
            #expect(try await store.hashes(level: 1, in: 0..<2) == expected)
            #expect(try await store.hashes(level: 1, in: 1..<2) == [expected[1]])
            #expect(try await store.hashes(level: 0, in: 0..<600).count == 600)
            await #expect(throws: LedgerError.self) { try await store.hashes(level: 1, in: 0..<3) }
            await #expect(throws: LedgerError.self) { try await store.hashes(level: 8, in: 0..<1) }
        }
    }

    @Test(arguments: TestStore.available)
    func `what lies beyond the end is refused`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            let batch = try TestLedger.batch(after: .empty, records: TestLedger.records(2))
            _ = try await store.append(batch, expecting: .empty)
            await #expect(throws: LedgerError.self) { try await store.records(in: 1..<3) }
            await #expect(throws: LedgerError.self) { try await store.hashes(level: 0, in: 0..<3) }
        }
    }

    @Test(arguments: TestStore.available)
    func `records of any bytes up to the limit are kept exactly`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let records = [
                [UInt8](repeating: 0, count: Record.byteCountMax), [], Array(0...255),
            ]
            let batch = try TestLedger.batch(after: .empty, records: records)
            let head = try await store.append(batch, expecting: .empty)
            #expect(try await store.records(in: 0..<3) == records)
            let large = [UInt8](repeating: 0, count: Record.byteCountMax + 1)
            let refused = try TestLedger.batch(after: head, records: [large])
            await #expect(throws: LedgerError.self) {
                try await store.append(refused, expecting: head)
            }
            #expect(try await store.head() == head)
        }
    }
}
