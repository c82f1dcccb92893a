import Foundation
import GRDB
import Testing
import Transparency

/// A home in a folder of its own, gone when the test is.
final class TestHome: Sendable {
    let folder: String
    var path: String { "\(folder)/home" }
    var database: String { "\(path)/assay.sqlite" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder + "/printed", withIntermediateDirectories: true)
    }

    /// A home like another.
    init(copying other: TestHome) throws {
        folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder + "/printed", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: other.path, toPath: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func environment(_ more: [String: String]) -> [String: String] {
        [
            "ASSAY_HOME": path, "ASSAY_PRINCIPAL": "tom@example.org", "HOME": folder,
            "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        ].merging(more) { $1 }
    }

    func start(_ arguments: [String], with more: [String: String] = [:]) throws -> Programs.Running
    {
        try Programs.start(
            "assay", arguments, environment: environment(more), scratch: "\(folder)/printed")
    }

    @discardableResult
    func assay(
        _ arguments: String..., with more: [String: String] = [:]
    ) async throws -> Programs.Answer {
        try await assay(arguments, with: more)
    }

    func assay(
        _ arguments: [String], with more: [String: String] = [:]
    ) async throws -> Programs.Answer {
        try #require(try await start(arguments, with: more).answer(), "assay was killed")
    }

    /// Runs `assay-verify`, which is told of no home.
    func verify(_ arguments: String...) async throws -> Programs.Answer {
        let running = try Programs.start(
            "assay-verify", arguments, environment: ["SWIFT_BACKTRACE": "enable=no"],
            scratch: "\(folder)/printed")
        return try #require(try await running.answer(), "assay-verify was killed")
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    /// Works on the database as a stranger would.
    func tamper<Value: Sendable>(
        _ change: @Sendable (Database) throws -> Value
    ) throws -> Value {
        let queue = try DatabaseQueue(path: database)
        defer { try? queue.close() }
        return try queue.write(change)
    }

    /// All that the home keeps, apart from what SQLite does beside its file: paths and bytes.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
            guard !name.hasPrefix("assay.sqlite"),
                let data = FileManager.default.contents(atPath: "\(path)/\(name)")
            else { continue }
            contents[name] = data
        }
        return contents
    }

    /// Every row of every table of the ledger, as text.
    func rows() throws -> [String] {
        try tamper { db in
            try ["head", "record", "row"].flatMap { table in
                try GRDB.Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY id").map {
                    "\(table) \($0)"
                }
            }
        }
    }

    func recordCount() throws -> Int {
        try tamper { try Int.fetchOne($0, sql: "SELECT count(*) FROM record") ?? 0 }
    }
}
