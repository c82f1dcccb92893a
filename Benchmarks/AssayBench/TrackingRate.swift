import Glibc
import Operations

/// How fast clients of MLflow are answered, beside MLflow's own server on the same machine: both with
/// their defaults, first on SQLite and then on PostgreSQL, asked by eight connections in turns.
struct TrackingRate {
    private let site: Site
    private static let connectionCount = 8
    /// Where they are put beside each other: with the same script of `wrk` each.
    private static let loads = [
        ("get-run", "a run read"), ("log-batch", "10 metrics and a tag logged"),
        ("search-runs", "runs searched, of 500"), ("search-models", "registered models, a page"),
        ("create-model", "registered model created"),
    ]

    private struct Sides {
        let own: TrackingServer
        let peer: TrackingServer
    }

    private struct Figures {
        var rate: [Measurement.Run] = []
        var tail: [Measurement.Run] = []
        var processor: [Measurement.Run] = []
    }

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        guard let python = site.trackingPython else {
            print("  (no Python with mlflow: nothing is measured beside its server)")
            return []
        }
        var measurements = try measure(Database.sqlite, python)
        if let conninfo = site.postgres {
            measurements += try measure(Database.postgres(conninfo), python)
        } else {
            print("  (no PostgreSQL: the figures on it are left out)")
        }
        return measurements
    }

    private func measure(_ database: Database, _ python: String) throws -> [Measurement] {
        let scratch = try ScratchFolder("tracking", in: site)
        let sides = try start(database, python, in: scratch)
        let idle = Measurement.Run(measured: sides.own.memory(), reference: sides.peer.memory())
        for (side, name) in [(sides.own, "own"), (sides.peer, "peer")] {
            try ChildProcess(
                program: "python3",
                arguments: [
                    "Benchmarks/seed-tracking.py", side.address, "\(scratch.path)/\(name)",
                ]
            ).succeed()
        }
        // As a server does by itself within a minute.
        try database.analyze()
        var measurements: [Measurement] = []
        for (script, what) in Self.loads {
            measurements += try measure(script, "\(database.name): \(what)", sides, in: scratch)
        }
        let loaded = Measurement.Run(measured: sides.own.memory(), reference: sides.peer.memory())
        let start = Measurement.Run(
            measured: sides.own.startSeconds * 1_000, reference: 300)
        let beside = Measurement.Run(
            measured: sides.own.startSeconds * 1_000,
            reference: sides.peer.startSeconds * 1_000)
        return measurements + [
            Measurement(
                name: "\(database.name): memory when idle", unit: "MB", reference: Self.peer,
                target: .atMost(1.0 / 15), runs: [idle]),
            Measurement(
                name: "\(database.name): memory after the load", unit: "MB", reference: Self.peer,
                target: .atMost(1.0 / 15), runs: [loaded]),
            Measurement(
                name: "\(database.name): start to healthy", unit: "ms", reference: "the limit",
                target: .atMost(1), runs: [start]),
            Measurement(
                name: "  the same", unit: "ms", reference: Self.peer, target: .none,
                runs: [beside]),
        ]
    }

    private static let peer = "mlflow server"

    private func start(
        _ database: Database, _ python: String, in scratch: ScratchFolder
    ) throws -> Sides {
        let home = "\(scratch.path)/home"
        let folder = "\(scratch.path)/mlflow"
        for path in [home, folder] { try FileBytes.makeFolder(path) }
        let own = try TrackingServer(
            { [site.assay, "serve", "--port", "\($0)", "--trust-this-machine"] },
            environment: ["ASSAY_HOME": home].merging(try database.ownEnvironment()) { $1 },
            output: "\(scratch.path)/own.log")
        unsetenv("ASSAY_DATABASE")
        let backend = try database.peerURI(in: folder)
        let peer = try TrackingServer(
            {
                [
                    "\(python.replacing("/python", with: ""))/mlflow", "server", "--port", "\($0)",
                    "--backend-store-uri", backend,
                    "--artifacts-destination", "\(folder)/artifacts",
                ]
            }, environment: ["MLFLOW_DISABLE_TELEMETRY": "true"],
            output: "\(scratch.path)/peer.log")
        return Sides(own: own, peer: peer)
    }

    private func measure(
        _ script: String, _ name: String, _ sides: Sides, in scratch: ScratchFolder
    ) throws -> [Measurement] {
        var figures = Figures()
        for _ in 0..<site.scale.runCount {
            let own = try load(script, "own", sides.own, in: scratch)
            let peer = try load(script, "peer", sides.peer, in: scratch)
            figures.rate.append(.init(measured: own.rate, reference: peer.rate))
            figures.tail.append(.init(measured: own.tail, reference: peer.tail))
            figures.processor.append(.init(measured: own.processor, reference: peer.processor))
        }
        let peer = Self.peer
        return [
            Measurement(
                name: name, unit: "1/s", reference: peer, target: .atLeast(50), runs: figures.rate),
            Measurement(
                name: "  of these, p99", unit: "ms", reference: peer, target: .atMost(0.05),
                runs: figures.tail),
            Measurement(
                name: "  processor time of each", unit: "ms", reference: peer,
                target: .atMost(0.05), runs: figures.processor),
        ]
    }

    private func load(
        _ script: String, _ side: String, _ server: TrackingServer, in scratch: ScratchFolder
    ) throws -> (rate: Double, tail: Double, processor: Double) {
        let before = server.processorSeconds()
        let load = try Load(
            server.address, connections: Self.connectionCount, seconds: site.scale.loadSeconds,
            script: try TextFile.read("\(scratch.path)/\(side)/\(script).lua"),
            isPeer: side == "peer", in: scratch)
        let used = server.processorSeconds() - before
        return (load.perSecond, load.p99Milliseconds, used * 1_000 / Double(load.requestCount))
    }
}

extension TrackingRate {
    /// What both keep their runs in.
    fileprivate enum Database {
        case sqlite
        /// A server on which databases may be made, as a libpq conninfo with spaces between words.
        case postgres(String)

        private static let ownName = "assay_bench"
        private static let peerName = "mlflow_bench"

        var name: String {
            switch self {
            case .sqlite: "tracking"
            case .postgres: "PostgreSQL"
            }
        }

        func ownEnvironment() throws -> [String: String] {
            guard case .postgres(let conninfo) = self else { return [:] }
            try make(Self.ownName, conninfo)
            return [
                "ASSAY_DATABASE": words(conninfo).map { name, value in
                    "\(name)=\(name == "dbname" ? Self.ownName : value)"
                }.joined(separator: " ")
            ]
        }

        func peerURI(in folder: String) throws -> String {
            guard case .postgres(let conninfo) = self else {
                return "sqlite:///\(folder)/mlflow.sqlite"
            }
            try make(Self.peerName, conninfo)
            let words = Dictionary(words(conninfo)) { $1 }
            return "postgresql+psycopg2://\(words["user"] ?? "")@\(words["host"] ?? "")"
                + ":\(words["port"] ?? "5432")/\(Self.peerName)"
        }

        private func words(_ conninfo: String) -> [(String, String)] {
            conninfo.split(separator: " ").compactMap { word in
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }
        }

        func analyze() throws {
            guard case .postgres(let conninfo) = self else { return }
            for name in [Self.ownName, Self.peerName] {
                let words = words(conninfo).map { "\($0)=\($0 == "dbname" ? name : $1)" }
                try ChildProcess(
                    program: "psql",
                    arguments: ["--quiet", words.joined(separator: " "), "--command", "ANALYZE"]
                ).succeed()
            }
        }

        private func make(_ name: String, _ conninfo: String) throws {
            for statement in ["DROP DATABASE IF EXISTS \(name)", "CREATE DATABASE \(name)"] {
                try ChildProcess(
                    program: "psql", arguments: ["--quiet", conninfo, "--command", statement]
                ).succeed()
            }
        }
    }
}
