import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@Suite struct AcceptedFindings {
    private static let api = "/api/2.0/mlflow/"
    private static let policy = """
        policy: trials
        title: What may be tried
        applies: {risk: [low, medium, high], to: [trial]}
        waivers: {roles: [risk-reviewer], max-age: 90d}
        rules:
          - id: harmless
            title: Nothing dangerous in its files
            evidence: {kind: scan_report}
            require: evidence.scan_report.dangerous == 0
            because: loading a dangerous file runs somebody else's code
          - id: purpose
            title: Somebody says what it is for
            require: subject.purpose != ""
            because: nobody can be asked about a system without a purpose

        """

    /// With a model that runs code when it is loaded, as one pickled with its class does.
    private static let files = [
        "MLmodel": Array("flavors: {}\n".utf8),
        "python_model.pkl": Array("cos\nsystem\n(S'id'\ntR.".utf8),
    ]

    private func waive(_ rule: String, on server: TrackedPlatform) async throws {
        _ = try await WaiveFinding(
            version: #require(VersionName("model:own@1")), to: "trial", rule: rule,
            because: "its source was read", until: server.clock.now.adding(days: 30),
            by: .claimed(PrincipalClaim("ruth@example.org:risk-reviewer"))
        ).run(on: server.platform)
    }

    private func status(on server: TrackedPlatform) async -> [JSON?] {
        let one = await server.ask(.get, Self.api + "model-versions/get?name=own&version=1")
        let all = await server.ask(
            .get, Self.api + "model-versions/search?filter=name%3D%27own%27")
        return [
            one.json["model_version"]?["status"],
            all.json["model_versions"]?.arrayValue?.first?["status"],
        ]
    }

    private func uri(on server: TrackedPlatform) async -> Int {
        await server.ask(
            .get, Self.api + "model-versions/get-download-uri?name=own&version=1"
        ).status
    }

    private func alias(on server: TrackedPlatform) async -> TrackedPlatform.Answer {
        await server.ask(
            .post, Self.api + "registered-models/alias",
            ["name": "own", "alias": "trial", "version": "1"])
    }

    @Test func `who may accepts what a scan found, and clients have the version until it ends`()
        async throws
    {
        let server = try await TrackedPlatform(policies: ["trial.yaml": Self.policy])
        let version = try await server.register("own", Self.files)
        let message = version["status_message"]?.stringValue ?? ""
        #expect(message.contains("assay waive model:own@1"), "\(message)")
        let failed: JSON = "FAILED_REGISTRATION"
        #expect(await status(on: server) == [failed, failed])

        // Another rule's waiver opens nothing.
        try await waive("purpose", on: server)
        #expect(await status(on: server) == [failed, failed])
        #expect(await uri(on: server) == 403)
        #expect(await alias(on: server).status == 403)

        try await waive("harmless", on: server)
        #expect(await status(on: server) == ["READY", "READY"])
        #expect(await uri(on: server) == 200)
        let set = await alias(on: server)
        #expect(set.status == 200, "\(set.json)")

        server.clock.pass(days: 31)
        #expect(await status(on: server) == [failed, failed])
        #expect(await uri(on: server) == 403)
        let closed = await alias(on: server)
        #expect(closed.status == 403, "\(closed.json)")
    }
}
