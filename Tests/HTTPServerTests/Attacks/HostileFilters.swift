import Operations
import Ledger
import HTTPTypes
import LedgerSQLite
import Testing
import Transparency

/// A search is data to the store: on SQLite it finds what it finds in memory, where no statement is.
@Suite struct HostileFilters {
    private static let words = [
        "'", "''", "\"", "' OR '1'='1", "'; DROP TABLE row; --", "%", "_", "\\", "a' --", ")",
        "mail') UNION SELECT document FROM row --", "\u{0}", "mail\u{0}", "NULL", "0x6d61696c",
        "mail*", "mail OR 1", "NEAR(mail)", "\"mail\"", "-mail", "mail", "MAIL", "ſorts", "ｍａｉｌ",
        "$1", "?1", ":id", "@id", "{}", "[\"mail\"]", "$.name",
    ]
    private static let fields = ["q", "kind", "risk", "state", "owner", "digest", "name", "after"]

    @Test func `the same is found on SQLite and in memory, whatever is searched for`() async throws
    {
        let folder = try ScratchFolder()
        let inMemory = try await AttackedServer()
        let onSQLite = try await AttackedServer(store: SQLiteStore(path: folder.path + "/a.db"))
        var found = 0
        for field in Self.fields {
            for word in Self.words {
                let query = "?\(field)=\(AttackedServer.encoded(word))"
                for path in ["/api/v1/versions", "/versions", "/systems", "/decisions"] {
                    let one = await inMemory.ask(.get, path + query, by: inMemory.ruth)
                    let other = await onSQLite.ask(.get, path + query, by: onSQLite.ruth)
                    #expect(one.status == other.status, "\(path)\(query)")
                    #expect(onSQLite.faults(of: other, to: path + word) == [])
                    let names = one.text.contains("model:mail@1")
                    #expect(names == other.text.contains("model:mail@1"), "\(path)\(query)")
                    found += names ? 1 : 0
                }
            }
        }
        #expect(found > 10)
        let head = try await onSQLite.server.platform.store.head()
        #expect(head.size > 0)
    }
}
