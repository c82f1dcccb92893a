import Governance
import HTTPTypes
import Ledger
import NIOCore
import Operations
import Transparency

/// The ledger as a tiled log, for any C2SP reader that has a token.
struct LogRoutes {
    let platform: Platform

    var routes: [Route] {
        let access = RouteAccess.permission(.readLedger)
        let store = platform.store
        return [
            Route(.get, "/log/checkpoint", access: access) { request in
                try Self.wholeLog(request)
                let head = try await store.head()
                guard let checkpoint = head.checkpoint else {
                    throw Failure.fault("unknown_checkpoint", "the ledger is empty")
                }
                return .reading(
                    Array(checkpoint.utf8), type: "text/plain; charset=utf-8", for: request)
            },
            Route(.get, "/log/tile/{path...}", access: access) { request in
                try Self.wholeLog(request)
                let bytes = try await LedgerTiles(store: store).bytes(
                    at: "tile/" + (request.parameters["path"] ?? ""))
                guard let bytes else {
                    throw Failure.fault("unknown_tile", "the ledger has no such tile")
                }
                return .reading(bytes, type: "application/octet-stream", for: request)
            },
        ]
    }

    /// Records of all workspaces stand in the log.
    private static func wholeLog(_ request: ServerRequest) throws(Failure) {
        guard try request.actor().workspaces(for: .readLedger) == .all else {
            throw .refused("not_allowed", "the log holds records of all workspaces")
        }
    }
}
