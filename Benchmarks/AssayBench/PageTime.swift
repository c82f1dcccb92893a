import Ledger
import LedgerSQLite
import Operations
import Transparency

/// How long the console's pages take with 100,000 versions, as one browser asks for one after the
/// other: at the 99th percentile, so that the 95th is below it.
struct PageTime {
    private let site: Site
    private static let pages = [
        ("overview", "/"), ("inventory", "/versions"), ("search", "/versions?q=cred"),
        ("inventory by risk", "/versions?risk=high"), ("decisions", "/decisions"),
        ("policies", "/policies"), ("ledger", "/ledger"),
    ]

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let scratch = try ScratchFolder("pages-home", in: site)
        try await fill(scratch.path)
        let server = try ServerProcess(site.assay, home: scratch.path)
        let cookie = try signIn(server, scratch)
        return try Self.pages.map { name, path in
            let runs = try (0..<site.scale.runCount).map { _ in
                let load = try Load(
                    server.address + path, connections: 1,
                    seconds: max(1, site.scale.loadSeconds / 2), headers: [cookie], in: scratch)
                return Measurement.Run(measured: load.p99Milliseconds, reference: 50)
            }
            return Measurement(
                name: "page: \(name), p99", unit: "ms", reference: "the limit",
                target: .atMost(1), runs: runs)
        }
    }

    /// A new home with all the versions in its ledger, under its own key.
    private func fill(_ home: String) async throws {
        let program = ChildProcess(
            program: site.assay, arguments: ["list"], environment: ["ASSAY_HOME": home])
        try program.succeed()
        let key = try TextFile.read("\(home)/keys/log.key").split(separator: "\n").first ?? ""
        let signer = try NoteSigner(String(key))
        let store = try SQLiteStore(path: "\(home)/assay.sqlite")
        defer { store.close() }
        let sequencer = Sequencer(
            store: store, signer: signer, origin: signer.name, writer: "bench",
            clock: { Machine.now })
        try await BenchRegistry(versionCount: site.scale.versionCount)
            .register(through: sequencer)
    }

    /// The first administrator, and a reader by whom pages are asked for.
    private func signIn(_ server: ServerProcess, _ scratch: ScratchFolder) throws -> String {
        let secret = try TextFile.read("\(scratch.path)/first-sign-in").split(separator: "\n")
        let jar = "\(scratch.path)/cookies"
        let root = ["--data-urlencode", "name=root@example.org"]
        let password = ["--data-urlencode", "password=a long enough pass phrase"]
        try post(
            "\(server.address)/first-sign-in", jar,
            ["--data-urlencode", "secret=\(secret.first ?? "")"] + root + password)
        let file = "\(scratch.path)/password"
        try TextFile.write("another long pass phrase\n", to: file)
        try ChildProcess(
            program: site.assay,
            arguments: [
                "person", "add", "audit@example.org", "--role", "auditor", "--password-file", file,
            ], environment: ["ASSAY_HOME": scratch.path, "ASSAY_PRINCIPAL": "root@example.org"]
        ).succeed()
        try post(
            "\(server.address)/sign-in", jar,
            [
                "--data-urlencode", "name=audit@example.org", "--data-urlencode",
                "password=another long pass phrase", "--data-urlencode", "next=/",
            ])
        let line = try TextFile.read(jar).split(separator: "\n").last { $0.contains("assay") }
        let words = line?.split(separator: "\t") ?? []
        guard words.count >= 7 else { throw BenchFailure("nobody is signed in") }
        return "Cookie: \(words[5])=\(words[6])"
    }

    private func post(_ address: String, _ jar: String, _ fields: [String]) throws {
        try ChildProcess(
            program: "curl",
            arguments: ["-sS", "--fail", "-c", jar, "-o", "/dev/null"] + fields + [address]
        ).succeed()
    }
}
