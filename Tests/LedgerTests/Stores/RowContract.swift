import Testing
import Transparency

@testable import Ledger

/// How rows are kept and found, checked on all stores.
@Suite struct RowContract {
    /// Puts rows into a store and returns it for queries.
    private func fill(_ store: any LedgerStore, _ changes: [RowChange]) async throws {
        let head = try await store.head()
        let batch = LedgerBatch(changing: changes, after: head, writer: "test")
        _ = try await store.append(batch, expecting: head)
    }

    private func keys(
        _ query: RowQuery, in store: any LedgerStore
    ) async throws -> [String] {
        try await store.rows(query).rows.map(\.key)
    }

    @Test(arguments: TestStore.available)
    func `a row is replaced by its key and removed by it`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(store, [.put(TestLedger.row("credit", count: 1))])
            let later = TestLedger.row("credit", count: 2, order: 9)
            try await fill(store, [.put(later)])
            #expect(try await store.rows(RowQuery("version")).rows == [later])
            let odd = RowQuery("version", matching: [.init("parity", "odd")])
            #expect(try await store.rows(odd).rows == [])
            try await fill(store, [.remove(table: "version", key: "credit")])
            #expect(try await store.rows(RowQuery("version")).rows == [])
            #expect(try await keys(RowQuery("version", words: ["credit"]), in: store) == [])
            try await fill(store, [.remove(table: "version", key: "credit")])
        }
    }

    @Test(arguments: TestStore.available)
    func `the last change of a row in a commit counts`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(
                store,
                [
                    .put(TestLedger.row("a", count: 1)), .put(TestLedger.row("b", count: 1)),
                    .put(TestLedger.row("a", count: 2)), .remove(table: "version", key: "b"),
                    .put(TestLedger.row("c", count: 1, order: 5)),
                    .remove(table: "version", key: "c"),
                    .put(TestLedger.row("c", count: 3, order: 6)),
                ])
            let even = RowQuery("version", matching: [.init("parity", "even")])
            #expect(try await keys(even, in: store) == ["a"])
            #expect(try await keys(RowQuery("version"), in: store) == ["c", "a"])
        }
    }

    @Test(arguments: TestStore.available)
    func `all fields and word beginnings of a query must match`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let rows = [
                Row(
                    table: "t", key: "1", document: 1,
                    fields: ["kind": ["model"], "tag": ["a", "b"]],
                    words: ["credit", "risk"], order: 1),
                Row(
                    table: "t", key: "2", document: 2, fields: ["kind": ["model"], "tag": ["b"]],
                    words: ["crediting", "fraud"], order: 2),
                Row(
                    table: "t", key: "3", document: 3, fields: ["kind": ["Model"], "tag": ["A"]],
                    words: ["risk"], order: 3),
                Row(
                    table: "u", key: "4", document: 4, fields: ["kind": ["model"]],
                    words: ["credit"], order: 4),
            ]
            try await fill(store, rows.map(RowChange.put))
            let cases: [([RowQuery.Match], [String], [String])] = [
                ([.init("kind", "model")], [], ["2", "1"]),
                ([.init("kind", "Model")], [], ["3"]),
                ([.init("kind", "mod")], [], []),
                ([.init("tag", "b")], [], ["2", "1"]),
                ([.init("tag", "a"), .init("tag", "b")], [], ["1"]),
                ([.init("kind", "model"), .init("tag", "b")], ["fra"], ["2"]),
                ([], ["cred"], ["2", "1"]), ([], ["crediti"], ["2"]), ([], ["c"], ["2", "1"]),
                ([], ["cred", "r"], ["1"]), ([], ["edit"], []), ([], ["CRED"], ["2", "1"]),
                ([.init("none", "x")], [], []),
            ]
            for (matching, words, expected) in cases {
                let query = RowQuery("t", matching: matching, words: words)
                #expect(try await keys(query, in: store) == expected, "\(matching) \(words)")
            }
            let keyed = RowQuery("t", keys: ["3", "1", "4"], matching: [.init("kind", "model")])
            #expect(try await keys(keyed, in: store) == ["1"])
        }
    }

    @Test(arguments: TestStore.available)
    func `text is compared byte for byte whatever it holds`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            // The first two look the same and are spelt differently.
            let texts = [
                "caf\u{E9}", "cafe\u{301}", "a b", "a\"b", "a=b", "a:b", "a%b", "a*", "'", "\\",
                "AND", "und", "\u{1F600}", "%41", "#x", "日本", "a\nb", "{}", "NULL",
                String(repeating: "x", count: 300), String(repeating: "x", count: 301),
            ]
            let rows = texts.map {
                Row(
                    table: "t", key: $0, document: .string($0 + "\u{0}"),
                    fields: ["f": [$0], $0: ["v"]],
                    words: [$0])
            }
            try await fill(store, rows.map(RowChange.put))
            for (text, row) in zip(texts, rows) {
                let byKey = try await store.rows(RowQuery("t", keys: [text])).rows
                #expect(byKey == [row], "key \(text)")
                let byField = RowQuery("t", matching: [.init("f", text)])
                #expect(try await store.rows(byField).rows == [row], "field \(text)")
                let byWord = try await store.rows(RowQuery("t", words: [text])).rows
                #expect(byWord.contains(row), "word \(text)")
            }
        }
    }

    @Test(arguments: TestStore.available)
    func `pages in either direction together hold every row once`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let rows = (0..<57).map { index in
                Row(
                    table: "t", key: "k\(index)", document: JSON(index),
                    fields: ["third": [String(index % 3)]], words: ["common", "w\(index)"],
                    order: Int64(index / 4))
            }
            try await fill(store, rows.map(RowChange.put))
            let queries = [
                RowQuery("t", limit: 10), RowQuery("t", words: ["com"], limit: 7),
                RowQuery("t", matching: [.init("third", "1")], limit: 5),
                RowQuery("t", keys: rows.map(\.key), limit: 9),
            ]
            for var query in queries {
                for direction in [RowQuery.Direction.newestFirst, .oldestFirst] {
                    query.direction = direction
                    query.after = nil
                    var seen: [Row] = []
                    repeat {
                        let page = try await store.rows(query)
                        #expect(page.rows.count <= query.limit)
                        seen += page.rows
                        query.after = page.next
                    } while query.after != nil
                    let expected = rows.filter(query.includes)
                    #expect(Set(seen.map(\.key)) == Set(expected.map(\.key)))
                    #expect(seen.count == expected.count)
                    let orders = seen.map(\.order)
                    #expect(
                        orders
                            == (direction == .oldestFirst ? orders.sorted() : orders.sorted(by: >)))
                }
            }
        }
    }

    @Test(arguments: TestStore.available)
    func `tables are emptied and exchanged at once`(_ kind: TestStore) async throws {
        try await kind.withStore { store in
            try await fill(
                store,
                [
                    .put(TestLedger.row("old")), .put(TestLedger.row("new", table: "version~")),
                    .put(TestLedger.row("other", table: "other")),
                ])
            try await fill(store, [.swap(table: "version", with: "version~")])
            #expect(try await store.rows(RowQuery("version")).rows == [TestLedger.row("new")])
            #expect(try await keys(RowQuery("version", words: ["ne"]), in: store) == ["new"])
            #expect(try await keys(RowQuery("version~", words: ["old"]), in: store) == ["old"])
            try await fill(store, [.put(TestLedger.row("next")), .clear(table: "version~")])
            #expect(try await keys(RowQuery("version"), in: store).sorted() == ["new", "next"])
            #expect(try await keys(RowQuery("version~"), in: store) == [])
            #expect(try await keys(RowQuery("version~", words: ["old"]), in: store) == [])
            #expect(try await keys(RowQuery("other"), in: store) == ["other"])
        }
    }

    @Test(arguments: TestStore.available)
    func `a row beyond its limits is refused with the whole commit`(
        _ kind: TestStore
    ) async throws {
        try await kind.withStore { store in
            let bad = [
                Row(table: "Version", key: "a", document: 1), Row(table: "t", key: "", document: 1),
                Row(table: "t", key: "a\u{0}b", document: 1),
                Row(table: "t", key: "a", document: 1, order: -1),
                Row(table: "t", key: "a", document: 1, order: Row.orderEnd),
                Row(table: "t", key: "a", document: 1, fields: ["f": ["\u{0}"]]),
                Row(table: "t", key: String(repeating: "k", count: 1_025), document: 1),
            ]
            for row in bad {
                await #expect(throws: LedgerError.self, "\(row)") {
                    try await fill(store, [.put(TestLedger.row("good")), .put(row)])
                }
            }
            let head = try await store.head()
            #expect(head == .empty)
            #expect(try await keys(RowQuery("version"), in: store) == [])
            await #expect(throws: LedgerError.self) {
                try await store.rows(RowQuery("t", limit: 0))
            }
        }
    }

    @Test(arguments: TestStore.available, [UInt64(1), 2, 3])
    func `every store finds what the store in memory finds`(
        _ kind: TestStore, seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        try await kind.withStore { store in
            let reference = MemoryStore()
            for _ in 0..<12 {
                let changes = (0..<20).map { _ in RowChange.random(using: &random) }
                try await fill(store, changes)
                try await fill(reference, changes)
                for _ in 0..<10 {
                    let query = RowQuery.random(using: &random)
                    let found = Set(try await keys(query, in: store))
                    let expected = Set(try await keys(query, in: reference))
                    #expect(found == expected, "seed \(seed): \(query)")
                }
            }
        }
    }
}

extension RowChange {
    fileprivate static func random(using random: inout SeededGenerator) -> Self {
        let table = Bool.random(using: &random) ? "s" : "t"
        let key = "k\(Int.random(in: 0..<25, using: &random))"
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return .swap(table: "s", with: "t")
        case 1: return .clear(table: table)
        case 2..<6: return .remove(table: table, key: key)
        default:
            let words = (0..<3).map { _ in word(using: &random) }
            let values = (0..<2).map { _ in word(using: &random) }
            return .put(
                Row(
                    table: table, key: key, document: .string(words[0]), fields: ["f": values],
                    words: words, order: Int64.random(in: 0..<5, using: &random)))
        }
    }

    fileprivate static func word(using random: inout SeededGenerator) -> String {
        let length = Int.random(in: 1...3, using: &random)
        return String((0..<length).map { _ in "abc".randomElement(using: &random) ?? "a" })
    }
}

extension RowQuery {
    fileprivate static func random(using random: inout SeededGenerator) -> Self {
        let word = { (random: inout SeededGenerator) in RowChange.word(using: &random) }
        let hasField = Bool.random(using: &random)
        let hasWord = Bool.random(using: &random)
        return RowQuery(
            Bool.random(using: &random) ? "s" : "t",
            matching: hasField ? [.init("f", word(&random))] : [],
            words: hasWord ? [word(&random)] : [])
    }
}
