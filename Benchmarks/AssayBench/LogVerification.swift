import Ledger
import LedgerSQLite
import Operations
import Transparency

/// How long `assay log verify` takes over a million records, start to exit, beside a bare loop that
/// reads the same records in SQLite and hashes each twice, which is what a tree of them costs.
struct LogVerification {
    private let site: Site
    private static let limitSeconds = 10.0
    private static let batchSize = 10_000

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let home = try ScratchFolder("audit-home", in: site)
        let environment = ["ASSAY_HOME": home.path]
        try ChildProcess(program: site.assay, arguments: ["list"], environment: environment)
            .succeed()
        let seconds = try await Stopwatch.seconds { try await fill(home.path) }
        let count = site.scale.auditRecordCount
        print("  (\(count) records appended in \(Measurement.text(seconds)) s)")
        let verify = ChildProcess(
            program: site.assay, arguments: ["log", "verify", "--json"], environment: environment)
        var limit: [Measurement.Run] = []
        var peer: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let answer = "\(home.path)/answer.json"
            let own = try verify.succeed(output: answer).seconds
            try check(JSON(parsing: FileBytes.read(answer)))
            limit.append(.init(measured: own, reference: Self.limitSeconds))
            peer.append(.init(measured: own, reference: try readBare(home.path)))
        }
        let name = "`assay log verify`, \(count) records"
        return [
            Measurement(
                name: name, unit: "s", reference: "the limit", target: .atMost(1), runs: limit),
            Measurement(
                name: "  the same", unit: "s",
                reference: "bare SQLite scan and two SHA-256 a record", target: .none, runs: peer),
        ]
    }

    private func check(_ answer: JSON) throws {
        let verdicts = ["integrity", "completeness", "authenticity"].map {
            answer[$0]?.stringValue ?? answer[$0]?["outcome"]?.stringValue
        }
        guard verdicts[0] == "verified", verdicts[1] != "failed", verdicts[2] == "verified",
            answer["size"]?.intValue == site.scale.auditRecordCount
        else { throw BenchFailure("the log does not verify: \(answer.canonical)") }
    }

    /// Appends the records straight to the home's store, signed with the home's key.
    private func fill(_ home: String) async throws {
        let text = String(decoding: try FileBytes.read("\(home)/keys/log.key"), as: UTF8.self)
        let signer = try NoteSigner(String(text.prefix { $0 != "\n" }))
        let store = try SQLiteStore(path: "\(home)/assay.sqlite")
        defer { store.close() }
        var head = try await store.head()
        while head.size < site.scale.auditRecordCount {
            let end = min(head.size + Self.batchSize, site.scale.auditRecordCount)
            head = try await append(head.size..<end, to: store, after: head, signer)
        }
    }

    private func append(
        _ range: Range<Int>, to store: SQLiteStore, after head: LedgerHead, _ signer: NoteSigner
    ) async throws -> LedgerHead {
        let time = Machine.now
        let records = try range.map { index in
            try Record(
                kind: "evidence_added", at: time, by: "p:1", grade: "declared",
                body: Self.body(index), writer: signer.name, number: index + 1
            ).bytes
        }
        let tree = TreeExtension(
            of: head.frontier, leaves: records.map { MerkleHash.leaf($0) })
        let checkpoint = try Checkpoint(
            origin: signer.name, size: tree.frontier.size, root: tree.frontier.root)
        let numbers = Row(
            table: WriterNumbers.table, key: signer.name,
            document: ["number": JSON(range.upperBound)])
        let batch = LedgerBatch(
            extending: head, by: tree, records: records, rowChanges: [.put(numbers)],
            checkpoint: try checkpoint.signed(by: [signer]).encoded, writer: signer.name)
        return try await store.append(batch, expecting: head)
    }

    /// About 350 bytes with the record's other members.
    private static func body(_ index: Int) -> JSON {
        let digest = Digest(of: Array("\(index)".utf8)).description
        return [
            "id": .string(digest), "kind": "eval_report",
            "lookedAt": [["digest": .string(digest), "role": "weights"]],
        ]
    }

    private func readBare(_ home: String) throws -> Double {
        let database = try BareSQLite(path: "\(home)/assay.sqlite")
        var count = 0
        let seconds = try Stopwatch.seconds {
            try database.read("SELECT bytes FROM record ORDER BY id") { bytes in
                var leaf = DigestHasher()
                leaf.update(bytes)
                let digest = leaf.finalize()
                _ = MerkleHash.node(digest, digest)
                count += 1
            }
        }
        guard count == site.scale.auditRecordCount else { throw BenchFailure("rows are missing") }
        return seconds
    }
}
