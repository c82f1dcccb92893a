import Foundation
import GRDB
import Testing
import Transparency

/// `--json` is a contract: what each verb answers is what its schema in `docs/schemas` says.
@Suite struct WrittenContract {
    private func expect(
        _ answer: Programs.Answer, is schema: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let json = try #require(answer.json, "\(answer)", sourceLocation: location)
        let differences = try JSONSchema(named: schema).differences(in: json)
        #expect(differences == [], sourceLocation: location)
    }

    @Test func `what the verbs of the story answer is written down`() async throws {
        let story = AdultIncome(home: try TestHome())
        let model = "\(AdultIncome.folder)/model"
        try expect(
            await story.register(model, AdultIncome.terms + AdultIncome.parts()), is: "register")
        try expect(await story.evaluate("income@1", score: "score"), is: "eval")
        try expect(
            await story.addEvidence("income@1", "model_card", about: "weights"), is: "evidence-add")
        try expect(
            await story.approve("income@1", as: "ruth@example.org:risk-reviewer"), is: "approve")
        try expect(await story.gate("income@1"), is: "gate")
        let until = Date().addingTimeInterval(30 * 86_400).formatted(.iso8601.year().month().day())
        let waived = try await story.home.assay(
            "waive", "income@1", "--to", "production", "--rule", "equal-opportunity", "--until",
            until, "--because", "a survey comes", "--as", "ruth@example.org:risk-reviewer",
            "--json")
        try expect(waived, is: "waive")
        try expect(await story.home.assay("show", "income@1", "--json"), is: "show")
        let allowed = try await story.gate("income@1")
        #expect(allowed.status == 0)
        try expect(allowed, is: "gate")
    }

    @Test func `what the verbs that look answer is written down`() async throws {
        let story = try await AdultIncome.released()
        let home = story.home
        _ = try await story.register(story.flippedModel())
        let judged = try await story.gate("income@3")
        try expect(judged, is: "gate")
        try expect(
            await home.assay("verify", "\(AdultIncome.folder)/model-2", "--json"), is: "verify")
        try expect(
            await home.assay("verify", "\(home.folder)/flipped/model-2", "--json"), is: "verify")
        try expect(await home.assay("show", "income@2", "--json"), is: "show")
        try expect(await home.assay("bom", "income@2", "--json"), is: "bom")
        let bill = "\(home.folder)/bill.json"
        try expect(await home.assay("bom", "income@2", "--output", bill, "--json"), is: "bom")
        try expect(await home.assay("bom", "import", "income@2", bill, "--json"), is: "bom-import")
        try expect(await home.assay("list", "--json"), is: "list")
        try expect(await home.assay("impact", "income@2", "--upstream", "--json"), is: "impact")
        let recalled = try await home.assay(
            "recall", "income@2", "--because", "a test", "--as",
            "ruth@example.org:risk-reviewer", "--json")
        try expect(recalled, is: "recall")
        let model = "\(AdultIncome.folder)/model-2"
        let verified = try await home.assay("verify", model, "--json")
        #expect(verified.status == 1 && verified.json?["recalls"]?.arrayValue?.count == 1)
        try expect(verified, is: "verify")
        try expect(
            await home.assay(
                "describe", "income", "--risk", "medium", "--as", "tom@example.org", "--json"),
            is: "describe")
        let decision = try #require(judged.json?["decision"]?.stringValue)
        try expect(await home.assay("replay", decision, "--json"), is: "replay")
        let policy = "\(home.path)/policies/high.yaml"
        try expect(await home.assay("policy", "test", policy, "--json"), is: "policy-test")
        let text = try String(contentsOf: URL(filePath: policy), encoding: .utf8)
        let strict = try home.write(
            text.replacingOccurrences(of: "auc, 0.8)", with: "auc, 0.99)"), to: "strict.yaml")
        try expect(await home.assay("policy", "backtest", strict, "--json"), is: "policy-backtest")
    }

    @Test func `what the verbs of the log answer is written down`() async throws {
        let home = try await AdultIncome.released().home
        try expect(await home.assay("log", "verify", "--json"), is: "log-verify")
        try expect(await home.assay("log", "verify", "--read-models", "--json"), is: "log-verify")
        try expect(await home.assay("log", "show", "--json"), is: "log-show")
        try expect(await home.assay("log", "rebuild", "--json"), is: "log-rebuild")
        try expect(
            await home.assay("log", "prove", "income@2", "--out", "\(home.folder)/r", "--json"),
            is: "log-prove")
        try expect(
            await home.assay("log", "export", "\(home.folder)/tiles", "--json"), is: "log-export")
        try home.tamper { try $0.execute(sql: "DELETE FROM row WHERE key = 'model:income@1'") }
        try expect(await home.assay("log", "rebuild", "--json"), is: "log-rebuild")
        try home.tamper { try $0.execute(sql: "DELETE FROM record WHERE id = 2") }
        try expect(await home.assay("log", "verify", "--json"), is: "log-verify")
    }

    @Test func `what the verbs of people and backups answer is written down`() async throws {
        let home = try TestHome()
        try expect(
            await home.assay("person", "add", "ruth@example.org", "--role", "viewer", "--json"),
            is: "person-add")
        try expect(await home.assay("person", "list", "--json"), is: "person-list")
        try expect(
            await home.assay(
                "person", "grant", "ruth@example.org", "--role", "approver@credit", "--json"),
            is: "person-grant")
        let issued = try await home.assay(
            "token", "issue", "--for", "ci", "--role", "contributor", "--json")
        try expect(issued, is: "token-issue")
        let id = try #require(issued.json?["id"]?.stringValue)
        try expect(await home.assay("token", "list", "--json"), is: "token-list")
        try expect(await home.assay("token", "revoke", id, "--json"), is: "token-revoke")
        try expect(await home.assay("token", "list", "--json"), is: "token-list")
        try expect(
            await home.assay("person", "disable", "ruth@example.org", "--json"),
            is: "person-disable")
        try expect(
            await home.assay("person", "enable", "ruth@example.org", "--json"), is: "person-enable")
        try expect(
            await home.assay("person", "erase", "ruth@example.org", "--json"), is: "person-erase")
        try expect(await home.assay("person", "list", "--json"), is: "person-list")
        let file = "\(home.folder)/backup.tar"
        try expect(await home.assay("backup", file, "--json"), is: "backup")
        let at = ["ASSAY_HOME": "\(home.folder)/again"]
        try expect(await home.assay(["restore", file, "--json"], with: at), is: "restore")
    }

    @Test func `what the verbs of webhooks answer is written down`() async throws {
        let home = try TestHome()
        let added = try await home.assay(
            "webhook", "add", "https://93.184.216.34/hook", "--kind", "webhook_removed", "--json")
        try expect(added, is: "webhook-add")
        let id = try #require(added.json?["id"]?.stringValue)
        try expect(await home.assay("webhook", "list", "--json"), is: "webhook-list")
        try expect(await home.assay("webhook", "remove", id, "--json"), is: "webhook-remove")
        try expect(await home.assay("webhook", "replay", id, "0", "--json"), is: "error")
        try expect(await home.assay("webhook", "list", "--json"), is: "webhook-list")
    }

    @Test func `what the verbs of packages and pipelines answer is written down`() async throws {
        let home = try TestHome()
        let lock = try home.write(
            """
            schema: '2.0'
            stages:
              train:
                cmd: python train.py
                outs:
                - path: model.pkl
                  md5: d41d8cd98f00b204e9800998ecf8427e
            """, to: "pipeline/dvc.lock")
        let read = try await home.assay("lineage", "dvc", lock, "--json")
        try expect(read, is: "lineage-dvc")
        #expect(read.json?["activities"]?.arrayValue?.count == 1)
        try home.write("no wheel", to: "wheels/six-1.0-py3-none-any.whl")
        let taken = try await home.assay("intake", "packages", "\(home.folder)/wheels", "--json")
        try expect(taken, is: "intake-packages")
        #expect(taken.status == 3)
        try expect(
            await home.assay("installations", "six==1.0", "--json"), is: "installations")
    }

    @Test func `what capturing answers is written down`() async throws {
        let home = try TestHome()
        try expect(await home.assay("run", "--json", "--", "/bin/true"), is: "run")
        let port = PlainConnection.freePort()
        let server = try home.start(["serve", "--port", "\(port)", "--trust-this-machine"])
        defer { server.kill() }
        let connection = try await PlainConnection.untilReady(port: port)
        for (path, body) in [
            ("runs/create", ["experiment_id": "0", "run_name": "first"]),
            ("registered-models/create", ["name": "m"]),
            ("model-versions/create", ["name": "m", "source": "s3://models/m"]),
        ] as [(String, JSON)] {
            #expect(connection.ask("POST", "/api/2.0/mlflow/\(path)", [], body)?.status == 200)
        }
        let other = ["ASSAY_HOME": "\(home.folder)/other"]
        for _ in 0..<2 {
            let taken = try await home.assay(
                ["import", "mlflow", "http://127.0.0.1:\(port)", "--json"], with: other)
            #expect(taken.status == 0, "\(taken)")
            try expect(taken, is: "import-mlflow")
        }
    }

    @Test func `a failure is written down, whatever failed`() async throws {
        let home = try TestHome()
        try expect(await home.assay("gate", "x@1", "--to", "production", "--json"), is: "error")
        try expect(await home.assay("approve", "x@1", "--to", "p", "--json"), is: "error")
        try expect(
            await home.assay("register", "model", "x", "--from", AdultIncome.folder, "--json"),
            is: "error")
    }
}
