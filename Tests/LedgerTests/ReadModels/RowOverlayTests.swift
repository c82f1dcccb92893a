import Testing
import Transparency

@testable import Ledger

@Suite struct RowOverlayTests {
    private func commit(_ changes: [RowChange], to store: MemoryStore) async throws {
        let head = await store.head()
        _ = try await store.append(
            LedgerBatch(changing: changes, after: head, writer: "w"), expecting: head)
    }

    private func row(
        _ key: Int, using random: inout SeededGenerator
    ) -> Row {
        let words = ["ab", "abc", "b", "ba", "c"]
        return Row(
            table: "t", key: "k\(key)", document: JSON(key),
            fields: ["f": [words.randomElement(using: &random) ?? ""]],
            words: [words.randomElement(using: &random) ?? ""],
            order: Int64.random(in: 0..<6, using: &random))
    }

    /// One change of a random row.
    private func change(using random: inout SeededGenerator) -> RowChange {
        let key = Int.random(in: 0..<30, using: &random)
        return Int.random(in: 0..<4, using: &random) == 0
            ? .remove(table: "t", key: "k\(key)") : .put(row(key, using: &random))
    }

    @Test(arguments: [UInt64(21), 22, 23, 24])
    func `pending changes read as if they were committed`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let (base, merged) = (MemoryStore(), MemoryStore())
            let stored = (0..<25).map { RowChange.put(row($0, using: &random)) }
            let pending = (0..<12).map { _ in change(using: &random) }
            try await commit(stored, to: base)
            try await commit(stored, to: merged)
            try await commit(pending, to: merged)
            var (first, overlay) = (RowOverlay(), RowOverlay())
            for (index, change) in pending.enumerated() {
                if index == 6 { overlay = RowOverlay(over: first) }
                switch (change, index < 6) {
                case (.put(let row), true): first.put(row)
                case (.put(let row), false): overlay.put(row)
                case (.remove(let table, let key), true): first.remove(table: table, key: key)
                case (.remove(let table, let key), false): overlay.remove(table: table, key: key)
                default: break
                }
            }
            let layered = OverlaidRows(overlay: first, base: base)
            for query in queries {
                let found = try await pages(
                    query, in: OverlaidRows(overlay: overlay, base: layered))
                let expected = try await pages(query, in: merged)
                #expect(
                    Set(found.map(\.key)) == Set(expected.map(\.key)), "seed \(seed): \(query)")
                #expect(found.count == expected.count, "seed \(seed): \(query)")
                #expect(found.map(\.order) == expected.map(\.order), "seed \(seed): \(query)")
            }
            first.merge(overlay)
            try await commit(first.changes, to: base)
            let all = RowQuery("t", limit: 100)
            let rows = try await base.rows(all).rows
            let expected = try await merged.rows(all).rows
            #expect(Set(rows.map(\.key)) == Set(expected.map(\.key)))
        }
    }

    private var queries: [RowQuery] {
        [
            RowQuery("t", limit: 7), RowQuery("t", limit: 3, direction: .oldestFirst),
            RowQuery("t", matching: [.init("f", "ab")], limit: 2),
            RowQuery("t", words: ["b"], limit: 4), RowQuery("u"),
            RowQuery("t", keys: (0..<10).map { "k\($0)" }, limit: 4),
        ]
    }

    private func pages(_ query: RowQuery, in rows: some RowReading) async throws -> [Row] {
        var (query, found): (RowQuery, [Row]) = (query, [])
        repeat {
            let page = try await rows.rows(query)
            found += page.rows
            query.after = page.next
        } while query.after != nil
        return found
    }
}
