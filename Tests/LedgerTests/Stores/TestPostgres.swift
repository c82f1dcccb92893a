import Foundation
import Ledger
import LedgerPostgres

enum TestPostgres {
    static let conninfo = ProcessInfo.processInfo.environment["ASSAY_TEST_POSTGRES"]

    static func withStore(_ body: (any LedgerStore) async throws -> Void) async throws {}
}
