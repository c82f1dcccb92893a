import Foundation
import Governance
import Ledger
import Operations
import Synchronization
import Testing
import Transparency

@testable import Console

/// The time that a test's console sees; the test moves it.
final class TestClock: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_795_000_000_000))

    var value: Instant { now.withLock { $0 } }

    func pass(hours: Int) {
        now.withLock { $0 = Instant(milliseconds: $0.milliseconds + Int64(hours) * 3_600_000) }
    }
}

/// A console over a platform in memory, and a browser that asks it.
final class TestConsole: Sendable {
    let platform: Platform
    let clock = TestClock()
    private let folder: String

    init(store: any LedgerStore = MemoryStore()) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/console-\(UUID().uuidString)"
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder + "/blobs", withIntermediateDirectories: true)
        try ShippedPolicies.lay(out: folder + "/policies")
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let clock = clock
        let seed = Mutex<UInt8>(0)
        platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: "test",
                clock: { clock.value }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"),
            now: { clock.value },
            random: { count in
                let value = seed.withLock { value in
                    value &+= 1
                    return value
                }
                return Array(repeating: value, count: count)
            })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Somebody who signed in; their pseudonym is that of the name, if a command made one.
    func caller(_ name: String, _ grants: String...) async throws -> Caller {
        let row = try await platform.store.rows(
            RowQuery("people", matching: [.init("name", name)], limit: 1)
        ).rows.first
        return Caller(
            id: .init(row?.key ?? "p:" + name), name: name,
            access: Access(Set(grants.compactMap { Grant($0) })), means: .session(id: "test"))
    }

    func request(
        _ target: String, parameters: [String: String] = [:],
        form: [(name: String, value: String)] = [], by caller: Caller
    ) -> ConsoleRequest {
        let components = URLComponents(string: target)
        return ConsoleRequest(
            path: (components?.path ?? "").split(separator: "/").map(String.init),
            parameters: parameters,
            query: (components?.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            form: form, caller: caller, csrf: "csrf-token", source: "192.0.2.1",
            now: clock.value, site: "https://assay.example")
    }

    /// Finds the page for a target as a server would, and asks it.
    func answer(
        _ method: String, _ target: String, form: [(name: String, value: String)] = [],
        by caller: Caller
    ) async throws -> ConsoleResponse {
        let path = URLComponents(string: target)?.path ?? ""
        for page in ConsoleSite.pages where page.method == method {
            guard let parameters = Self.match(page.path, path) else { continue }
            return try await page.handle(
                request(target, parameters: parameters, form: form, by: caller), platform)
        }
        throw Failure.fault("no_page", "there is no page `\(method) \(target)`")
    }

    /// The HTML of a page.
    func page(_ target: String, by caller: Caller) async throws -> String {
        guard case .page(_, let html) = try await answer("GET", target, by: caller) else {
            throw Failure.fault("no_page", "`\(target)` is no page")
        }
        return html
    }

    static func match(_ pattern: String, _ path: String) -> [String: String]? {
        let wanted = pattern.split(separator: "/")
        let steps = path.split(separator: "/")
        guard wanted.count == steps.count else { return nil }
        var parameters: [String: String] = [:]
        for (want, step) in zip(wanted, steps) {
            if want.hasPrefix("{") {
                parameters[String(want.dropFirst().dropLast())] = String(step)
            } else if want != step {
                return nil
            }
        }
        return parameters
    }
}
