import Adapters
import Foundation
import HTTPServer
import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

/// What servers of models were attacked with, tried on every way in for clients of other systems.
@Suite struct AdapterAttacks {
    private static let api = "/api/2.0/mlflow/"
    private static let proxy = "/api/2.0/mlflow-artifacts/artifacts"

    /// As they stand in an address; `ROOT` is the server's folder.
    private static let written = [
        "../canary.txt", "..%2fcanary.txt", "%2e%2e%2fcanary.txt", "%2e%2e/canary.txt",
        "..%252fcanary.txt", "%252e%252e%252fcanary.txt", "..%25252fcanary.txt",
        "..%5ccanary.txt", "..%255ccanary.txt", "....//canary.txt", "..;/canary.txt",
        "..%3b%2fcanary.txt", "ROOT/canary.txt", "%2f%2fROOT%2fcanary.txt", "C:%5ccanary.txt",
        "file:%2f%2fROOT%2fcanary.txt", "%00", "canary.txt%00.yaml", "..%c0%afcanary.txt",
        "%c0%ae%c0%ae/canary.txt", "%EF%BC%8E%EF%BC%8E/canary.txt", "canary.txt%23",
        "canary.txt%3fx", "..%0d%0a/canary.txt", "%ff%fe", "..", "%2e", "canary.txt",
    ]
    /// The same once an address is decoded, or as a body says it.
    private static let said = [
        "../canary.txt", "../../canary.txt", "..\\canary.txt", "..;/canary.txt", "ROOT/canary.txt",
        "//ROOT/canary.txt", "C:\\canary.txt", "file://ROOT/canary.txt", "file:ROOT/canary.txt",
        "canary.txt\u{0}", "%2e%2e%2fcanary.txt", "%252e%252e%252fcanary.txt", "canary.txt#",
        "mlflow-artifacts:/../../canary.txt", "mlflow-artifacts://ROOT/canary.txt",
        "runs:/../canary.txt", "models:/../canary.txt", "\u{FF0E}\u{FF0E}/canary.txt", "..", "",
    ]
    /// What clients name things and places with.
    private static let names = [
        "path", "artifact_path", "artifact_uri", "artifact_location", "source", "run_id",
        "run_uuid", "experiment_id", "experiment_name", "name", "new_name", "version", "alias",
        "stage", "model_id", "trace_id", "request_id", "key", "value", "filter", "filter_string",
        "page_token", "metric_key", "user_id", "run_link", "description", "namespace", "files",
        "oid", "revision", "digest",
    ]

    @Test func `no spelling of a path in an address leads out`() async throws {
        let attacked = try await AttackedRoutes()
        var faults: [String] = []
        var count = 0
        for route in attacked.routes where AttackedRoutes.hasParameters(route) {
            for text in Self.written {
                let text = text.replacing("ROOT", with: attacked.root)
                let target = AttackedRoutes.target(route, with: text)
                let answer = await attacked.server.ask(
                    route.method, target, bytes: route.method == .get ? [] : [0x7B, 0x7D],
                    by: "tom administrator contributor")
                faults += attacked.faults(of: answer, to: "\(route.method) \(target)")
                count += 1
            }
        }
        #expect(faults == [])
        #expect(count > 1_000)
        try attacked.expectCanariesUntouched()
    }

    @Test func `no spelling of a path in a query or a body leads out`() async throws {
        let attacked = try await AttackedRoutes()
        let run = await attacked.server.run()
        var faults: [String] = []
        for route in attacked.routes {
            for text in Self.said {
                let text = text.replacing("ROOT", with: attacked.root)
                let values = Dictionary(
                    uniqueKeysWithValues: Self.names.map { name in
                        // A run that is there lets the other names be looked at.
                        (name, JSON.string(name == "run_id" && text.count % 2 == 0 ? run : text))
                    })
                let query = values.map {
                    "\($0.key)=\(AttackedRoutes.encoded($0.value.stringValue ?? ""))"
                }.joined(separator: "&")
                let isReading = route.method == .get
                let target = AttackedRoutes.target(route, with: "0")
                let answer = await attacked.server.ask(
                    route.method, isReading ? "\(target)?\(query)" : target,
                    isReading ? nil : .object(values), by: "tom administrator contributor")
                faults += attacked.faults(of: answer, to: "\(route.method) \(target) \(text)")
            }
        }
        #expect(faults == [])
        try attacked.expectCanariesUntouched()
    }

    @Test func `nobody is let in without saying who they are, on any spelling of a route`()
        async throws
    {
        let attacked = try await AttackedRoutes()
        var open: Set<String> = []
        for route in attacked.routes {
            let target = AttackedRoutes.target(route, with: "0")
            let spellings = [target, target.replacing("/api/", with: "/ajax-api/"), target + "/"]
            for spelling in spellings {
                let answer = await attacked.server.ask(route.method, spelling, [:], by: nil)
                let isOpen = if case .open = route.access { true } else { false }
                if isOpen {
                    open.insert(route.path.text)
                } else {
                    #expect(
                        [400, 401, 404, 405].contains(answer.status),
                        "\(route.method) \(spelling): \(answer.status)")
                }
            }
            let nobody = await attacked.server.ask(route.method, target, [:], by: "eve")
            if case .permission = route.access {
                // 460 is how installers are told why.
                #expect(
                    [403, 460].contains(nobody.status),
                    "\(route.method) \(target): \(nobody.status)")
            }
        }
        // What says that nothing is there, how the server is, and addresses that are secrets.
        #expect(
            open == [
                "/ajax-api/3.0/mlflow/server-info", "/ajax-api/{rest...}",
                "/api/2.0/mlflow/{rest...}", "/api/3.0/mlflow/server-info",
                "/api/3.0/mlflow/{rest...}", "/api/datasets/{rest...}",
                "/api/large-files/{upload}", "/api/spaces/{rest...}", "/datasets/{rest...}",
                "/health", "/version",
            ])
    }

    @Test func `a page of another site changes nothing where this machine is trusted`()
        async throws
    {
        let attacked = try await AttackedRoutes(trusted: "this-machine contributor")
        let own = await attacked.server.ask(
            .post, Self.api + "experiments/create", ["name": "own"], by: nil)
        #expect(own.status == 200)
        for route in attacked.routes where route.method != .get && route.method != .head {
            let target = AttackedRoutes.target(route, with: "0")
            for headers in [
                ["Origin": "https://attacker.example"], ["Origin": "null"],
                ["Sec-Fetch-Site": "cross-site"],
            ] {
                let answer = await attacked.server.ask(
                    route.method, target, [:], by: nil, headers: headers)
                let isOpen = if case .open = route.access { true } else { false }
                #expect(
                    answer.status == 403 || isOpen && answer.status >= 400,
                    "\(route.method) \(target) \(headers): \(answer.status)")
            }
        }
    }
}

// What one way in alone was attacked with.
extension AdapterAttacks {
    @Test func `no address that a client states is asked`() async throws {
        let attacked = try await AttackedRoutes()
        let listener = try SilentListener()
        let server = attacked.server
        let run = await server.run()
        for scheme in ["http", "https", "ftp", "s3", "gs", "hdfs", "dbfs", "file", "abfss"] {
            let place = "\(scheme)://127.0.0.1:\(listener.port)/model"
            _ = await server.ask(
                .post, Self.api + "experiments/create",
                ["name": .string("e \(scheme)"), "artifact_location": .string(place)])
            _ = await server.ask(
                .post, Self.api + "registered-models/create", ["name": .string("m \(scheme)")])
            let version = await server.ask(
                .post, Self.api + "model-versions/create",
                [
                    "name": .string("m \(scheme)"), "source": .string(place),
                    "run_id": .string(run), "run_link": .string(place),
                ])
            #expect(version.status < 500)
            for path in [
                "get-artifact?path=\(place)&run_uuid=\(run)", "artifacts/list?path=\(place)",
            ] {
                _ = await server.ask(.get, "/\(path)")
            }
            _ = await server.ask(
                .post, "/api/2.0/mlflow/gateway-proxy", ["gateway_path": .string(place)])
            _ = await server.ask(
                .get, "/ajax-api/2.0/mlflow/gateway-proxy?gateway_path=\(place)")
        }
        #expect(!listener.wasAsked)
    }

    @Test func `a file of the server's own machine is no model, whoever names it`() async throws {
        let attacked = try await AttackedRoutes()
        let server = attacked.server
        for (number, source) in [
            "file://\(attacked.root)/canary.txt", "file:\(attacked.root)/canary.txt", attacked.root,
            "/etc/passwd", "../../etc/passwd", "file://localhost/etc/passwd",
        ].enumerated() {
            _ = await server.ask(
                .post, Self.api + "registered-models/create", ["name": .string("m\(number)")])
            let answer = await server.ask(
                .post, Self.api + "model-versions/create",
                ["name": .string("m\(number)"), "source": .string(source)])
            #expect(attacked.faults(of: answer, to: source) == [])
            let digest = Digest(of: Array(AttackedRoutes.canary.utf8)).description
            let rows = try await server.platform.store.rows(.init("versions", limit: 100)).rows
            #expect(!rows.contains { $0.document.canonical.contains(digest) }, "\(source)")
        }
    }

    @Test(arguments: [
        ("page.html", "<script>hacked()</script>"),
        ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='hacked()'/>"),
        ("MLmodel", "x: !!js/function 'function(){hacked()}'"), ("a\"b\r\nX-Evil: 1.html", "x"),
    ])
    func `a script in a file is saved by browsers, never run`(name: String, text: String)
        async throws
    {
        let attacked = try await AttackedRoutes()
        let server = attacked.server
        let run = await server.run()
        let place = "\(Self.proxy)/0/\(run)/artifacts/\(AttackedRoutes.encoded(name))"
        let put = await server.ask(.put, place, bytes: Array(text.utf8))
        guard put.status == 200 else { return #expect(put.status == 400) }
        let encoded = AttackedRoutes.encoded(name)
        for path in [place, "/get-artifact?run_uuid=\(run)&path=\(encoded)"] {
            let answer = await server.ask(.get, path)
            #expect(answer.status == 200, "\(path) \(answer.text)")
            #expect(answer.headers[.contentType] == "application/octet-stream")
            #expect(answer.headers[.contentSecurityPolicy] == "sandbox")
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            let disposition = answer.headers[.contentDisposition] ?? ""
            #expect(disposition.hasPrefix("attachment"))
            #expect(!disposition.contains("\r") && !disposition.contains("\n"))
        }
    }

    @Test func `a pickle that runs something is read and never run`() async throws {
        let attacked = try await AttackedRoutes()
        let server = attacked.server
        let run = await server.run()
        let victim = attacked.root + "/policies/pwned"
        let pickle = "cos\nsystem\n(S'touch \(victim)'\ntR."
        let folder = "\(Self.proxy)/0/\(run)/artifacts/model"
        #expect(
            await server.ask(.put, folder + "/model.pkl", bytes: Array(pickle.utf8)).status == 200)
        _ = await server.ask(.post, Self.api + "registered-models/create", ["name": "evil"])
        let version = await server.ask(
            .post, Self.api + "model-versions/create",
            [
                "name": "evil", "run_id": .string(run),
                "source": .string("mlflow-artifacts:/0/\(run)/artifacts/model"),
            ])
        #expect(
            version.json["model_version"]?["status"] == "FAILED_REGISTRATION", "\(version.text)")
        #expect(!FileManager.default.fileExists(atPath: victim))
    }

    @Test func `names, batches and filters have limits`() async throws {
        let attacked = try await AttackedRoutes()
        let server = attacked.server
        let run = await server.run()
        let long = String(repeating: "a", count: 200_000)
        let metrics = JSON.array(
            (0..<1_001).map {
                ["key": .string("m\($0)"), "value": 1, "timestamp": 1, "step": 0]
            })
        let deep = Array(repeating: "metrics.m > 1", count: 10_000).joined(separator: " and ")
        let asked: [(String, JSON)] = [
            ("experiments/create", ["name": .string(long)]),
            ("registered-models/create", ["name": .string(long)]),
            ("runs/set-tag", ["run_id": .string(run), "key": .string(long), "value": "1"]),
            ("runs/log-batch", ["run_id": .string(run), "metrics": metrics]),
            ("runs/search", ["experiment_ids": ["0"], "filter": .string(deep)]),
            ("runs/search", ["experiment_ids": ["0"], "max_results": 10_000_000]),
        ]
        for (path, body) in asked {
            let answer = await server.ask(.post, Self.api + path, body)
            #expect([400, 413].contains(answer.status), "\(path): \(answer.status)")
            #expect(answer.text.utf8.count < 2_000, "\(path)")
        }
    }
}
