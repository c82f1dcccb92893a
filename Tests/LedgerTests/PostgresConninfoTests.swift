import Ledger
import Testing

@testable import LedgerPostgres

@Suite struct PostgresConninfoTests {
    @Test(
        arguments: [
            "postgres://assay@db.example.org/assay", "postgresql://a:b@h:5432/d?sslmode=require",
            "host=db user=assay dbname=assay", "host=127.0.0.1 options='-c search_path=x'",
        ])
    func `a URI or a string of options is an address`(text: String) throws {
        try PostgresConninfo.check(text, by: .load())
    }

    @Test(arguments: ["assay", "postgres://u:hunter2@[x/d", "mysql://u:hunter2@h/d", "port"])
    func `what is none is refused, and nothing of it repeated`(text: String) {
        let error = #expect(throws: LedgerError.self) {
            try PostgresConninfo.check(text, by: .load())
        }
        #expect(error?.description.contains("postgres://USER@HOST:PORT/NAME") == true)
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.description.contains("`assay`") == false)
    }

    @Test(
        arguments: [
            ("postgres://u:hunter2@h/d", "hunter2"), ("host=h password=hunter2", "hunter2"),
            ("postgres://u:hun@ter2@h/d", "ter2"), ("postgres://u:hun/ter2@h/d", "hun"),
            ("postgres://h/d?user=u&password=hunter2", "hunter2"),
        ])
    func `a password is hidden wherever it stands`(text: String, secret: String) throws {
        let failure = PostgresFailure(
            state: "", message: "could not translate host name \"\(secret)@h\"",
            isConnectionLost: true)
        let secrets = PostgresConninfo.secrets(in: text, by: try .load())
        #expect(!failure.hiding(secrets).message.contains(secret))
    }

    @Test func `a server that is not there is unavailable, and the password is not told`() async {
        let error = await #expect(throws: LedgerError.self) {
            _ = try await PostgresStore(
                conninfo: "postgres://u:hunter2@127.0.0.1:1/d?connect_timeout=2")
        }
        guard case .unavailable(let why) = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(!why.contains("hunter2"))
        #expect(why.contains("127.0.0.1"))
    }
}
