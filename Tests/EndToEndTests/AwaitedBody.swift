import Foundation
import Testing
import Transparency

/// A client that waits to be told so before it sends its body, as `curl` does with a large one.
@Suite struct AwaitedBody {
    @Test func `whoever waits to send a body is told to go on`() async throws {
        let home = try TestHome()
        let port = PlainConnection.freePort()
        let server = try home.start(["serve", "--port", "\(port)", "--trust-this-machine"])
        defer { server.kill() }
        try await PlainConnection.untilReady(port: port)
        let connection = try #require(PlainConnection(port: port))
        for name in ["first", "second"] {
            let body = Array(#"{"name": "\#(name)"}"#.utf8)
            let head = [
                "POST /api/2.0/mlflow/experiments/create HTTP/1.1", "Host: 127.0.0.1:\(port)",
                "Content-Type: application/json", "Content-Length: \(body.count)",
                "Expect: 100-continue",
            ].joined(separator: "\r\n")
            #expect(connection.send(Array((head + "\r\n\r\n").utf8)))
            #expect(connection.receive()?.status == 100)
            #expect(connection.send(body))
            let answer = try #require(connection.receive())
            #expect(answer.status == 200, "\(String(describing: answer.json))")
        }
        // Who does not wait is not told to.
        #expect(connection.ask("GET", "/health")?.status == 200)
    }
}
