import Foundation
import Testing
import Transparency

/// A version that clients of a server load by an alias, as the home's own files tell of it.
@Suite struct UsedVersion {
    @Test func `where a version is in use is known without the server`() async throws {
        let home = try TestHome()
        // Nothing is guarded, so that whoever may log may set aliases.
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/policies", withIntermediateDirectories: true)
        let port = PlainConnection.freePort()
        let server = try home.start(["serve", "--port", "\(port)", "--trust-this-machine"])
        defer { server.kill() }
        let connection = try await PlainConnection.untilReady(port: port)
        for (path, body) in [
            ("registered-models/create", ["name": "m"]),
            ("model-versions/create", ["name": "m", "source": "s3://models/m"]),
            ("registered-models/alias", ["name": "m", "version": "1", "alias": "champion"]),
        ] as [(String, JSON)] {
            let answer = connection.ask("POST", "/api/2.0/mlflow/\(path)", [], body)
            #expect(answer?.status == 200, "\(String(describing: answer?.json))")
        }
        let backup = "\(home.folder)/backup.tar"
        let kept = try await home.assay("backup", backup, "--with-keys", "--json")
        #expect(kept.status == 0, "\(kept)")
        for isRunning in [true, false] {
            let told = try await home.assay("impact", "model:m@1", "--upstream", "--json")
            #expect(
                told.json?["deployments"]
                    == [["model": "m", "place": "champion", "version": "model:m@1"]],
                "\(told), server running: \(isRunning)")
            server.kill()
            _ = try await server.answer()
        }
        // The backup, taken while it ran, tells the same.
        let again = ["ASSAY_HOME": "\(home.folder)/again"]
        #expect(try await home.assay(["restore", backup, "--json"], with: again).status == 0)
        let told = try await home.assay(
            ["impact", "model:m@1", "--upstream", "--json"], with: again)
        #expect(
            told.json?["deployments"]
                == [["model": "m", "place": "champion", "version": "model:m@1"]], "\(told)")
    }
}
