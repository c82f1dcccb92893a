import Foundation
import Testing
import Transparency

/// Clients that are slow, too large or malformed get a clear answer or are hung up on, while others
/// are served and the program stays small.
@Suite struct BadClients {
    private static let halfOpenCount = 150
    private static let memoryMaxKilobytes = 150_000

    @Test(.timeLimit(.minutes(15)))
    func `bad clients are answered or hung up on, and others are served`() async throws {
        let home = try TestHome()
        let issued = try await home.assay(
            "token", "issue", "--for", "pipeline", "--role", "contributor", "--json")
        let token = try #require(issued.json?["token"]?.stringValue, "\(issued)")
        let port = PlainConnection.freePort()
        let server = try home.start(["serve", "--port", "\(port)", "--log-level", "trace"])
        defer { server.kill() }
        try await BrowsedConsole.waitUntilReady(port)
        let before = try Self.peakKilobytes(of: server)
        let clients = BadRequests(port: port, token: token)
        let problems = await OwnThread.run { () -> [String] in
            let slow = clients.halfOpen(Self.halfOpenCount)
            let found = clients.problems() + clients.problemsOfOthers(besides: slow)
            return found + (slow.count == Self.halfOpenCount ? [] : ["only \(slow.count) came in"])
        }
        #expect(problems == [])
        let after = try Self.peakKilobytes(of: server)
        print("BadClients: at most \(after) kB of memory, \(before) kB before")
        #expect(after - before < Self.memoryMaxKilobytes)
        let password = "a horse, a battery"
        _ = await OwnThread.run { clients.signIn("nobody@example.org", password) }
        let log = server.complaintSoFar
        #expect(log.contains(#""route":"/sign-in""#), "\(log.suffix(500))")
        for secret in [token, String(token.suffix(32)), "a+horse", password, "battery"] {
            #expect(!log.contains(secret))
        }
    }

    /// The most memory that a program had at a time.
    private static func peakKilobytes(of program: Programs.Running) throws -> Int {
        let status = try String(
            contentsOf: URL(filePath: "/proc/\(program.processIdentifier)/status"),
            encoding: .utf8)
        let match = try #require(status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/))
        return try #require(Int(match.output.1))
    }
}

/// Requests that no server should serve.
private struct BadRequests: Sendable {
    let port: Int
    let token: String

    private struct Case {
        let name: String
        let bytes: [UInt8]
        /// What may come back; an answer may also not come, when hanging up is one.
        let statuses: Set<Int>
        var mayHangUp = true
    }

    private func head(_ method: String, _ path: String, _ lines: String...) -> String {
        ([
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)",
            "Authorization: Bearer \(token)",
        ] + lines).joined(separator: "\r\n") + "\r\n"
    }

    private func post(
        _ body: String, type: String = "application/json", length: Int? = nil
    ) -> [UInt8] {
        let text =
            head(
                "POST", "/api/v1/versions", "Content-Type: \(type)",
                "Content-Length: \(length ?? body.utf8.count)") + "\r\n" + body
        return Array(text.utf8)
    }

    private func get(_ lines: String) -> [UInt8] {
        Array((head("GET", "/healthz") + lines + "\r\n\r\n").utf8)
    }

    private var cases: [Case] {
        let mega = String(repeating: "a", count: 1 << 20)
        return [
            Case(
                name: "10 MB of header", bytes: get("X: " + String(repeating: mega, count: 10)),
                statuses: [400, 431]),
            Case(
                name: "ten thousand headers",
                bytes: get(
                    (0..<10_000).map { "X-\($0): 1" }.joined(separator: "\r\n")),
                statuses: [400, 431]),
            Case(
                name: "a path of 1 MB", bytes: Array("GET /\(mega) HTTP/1.1\r\n\r\n".utf8),
                statuses: [400, 414, 431]),
            Case(
                name: "a body over the limit", bytes: post("{", length: 100 << 20),
                statuses: [413], mayHangUp: false),
            Case(
                name: "deep JSON", bytes: post(String(repeating: "[", count: 100_000)),
                statuses: [400], mayHangUp: false),
            Case(
                name: "malformed JSON", bytes: post(#"{"a": 1,}"#), statuses: [400],
                mayHangUp: false),
            Case(
                name: "JSON that is no UTF-8",
                bytes: post("", length: 4) + [0x22, 0xFF, 0xFE, 0x22], statuses: [400],
                mayHangUp: false),
            Case(
                name: "another content type", bytes: post("{}", type: "text/xml"),
                statuses: [415], mayHangUp: false),
            Case(
                name: "two lengths",
                bytes: Array(
                    (head(
                        "POST", "/api/v1/versions", "Content-Length: 2", "Content-Length: 7")
                        + "\r\n{}").utf8), statuses: [400]),
            Case(
                name: "length and chunks",
                bytes: Array(
                    (head(
                        "POST", "/api/v1/versions", "Content-Length: 2",
                        "Transfer-Encoding: chunked") + "\r\n0\r\n\r\n").utf8),
                statuses: [400, 415]),
            Case(
                name: "a negative length",
                bytes: Array(
                    (head("POST", "/api/v1/versions", "Content-Length: -1") + "\r\n").utf8),
                statuses: [400]),
            Case(
                name: "no HTTP", bytes: [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, 13, 10, 13, 10],
                statuses: [400]),
            Case(name: "no version", bytes: Array("GET /healthz\r\n\r\n".utf8), statuses: [400]),
            Case(
                name: "a header with a line break",
                bytes: get("X: a\r\n b: c\u{0}"), statuses: [400]),
        ]
    }

    /// What was answered otherwise than it should be.
    func problems() -> [String] {
        cases.compactMap { bad in
            guard let connection = PlainConnection(port: port, patienceSeconds: 15) else {
                return "\(bad.name): nobody listens"
            }
            let wasSent = connection.send(bad.bytes)
            guard let answer = connection.receive() else {
                return bad.mayHangUp || !wasSent ? nil : "\(bad.name): no answer"
            }
            let isAsTold = bad.statuses.contains(answer.status)
            return isAsTold ? nil : "\(bad.name): status \(answer.status)"
        } + chunksWithoutEnd()
    }

    /// A body that never says how long it is.
    private func chunksWithoutEnd() -> [String] {
        guard let connection = PlainConnection(port: port, patienceSeconds: 15) else {
            return ["chunks: nobody listens"]
        }
        let start = head(
            "POST", "/api/v1/versions", "Content-Type: application/json",
            "Transfer-Encoding: chunked")
        _ = connection.send(Array((start + "\r\n").utf8))
        let piece = Array(("10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n").utf8)
        var sent = 0
        while sent < 1_000, connection.send(piece) { sent += 1 }
        let status = connection.receive()?.status
        return status == 413 || (status == nil && sent < 1_000)
            ? [] : ["chunks: status \(status ?? 0) after \(sent) pieces"]
    }

    /// Connections that say a little and then nothing: half in their headers, half in a body.
    func halfOpen(_ count: Int) -> [PlainConnection] {
        (0..<count).compactMap { number in
            let connection = PlainConnection(port: port)
            let start = number.isMultiple(of: 2) ? Array("GET /heal".utf8) : post("{", length: 900)
            return connection?.send(start) == true ? connection : nil
        }
    }

    /// Others are served at once while slow ones trickle on.
    func problemsOfOthers(besides slow: [PlainConnection]) -> [String] {
        (0..<20).compactMap { round in
            for connection in slow { _ = connection.send([UInt8(ascii: "t")]) }
            let answer = PlainConnection(port: port, patienceSeconds: 5)?.ask(
                "GET", "/api/v1/versions", [("Authorization", "Bearer \(token)")])
            return answer?.status == 200 ? nil : "round \(round): \(answer?.status ?? 0)"
        }
    }

    func signIn(_ name: String, _ password: String) -> Int? {
        let form = "name=\(name)&password=\(password.replacing(" ", with: "+"))"
        let text =
            head(
                "POST", "/sign-in", "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: \(form.utf8.count)") + "\r\n" + form
        let connection = PlainConnection(port: port)
        _ = connection?.send(Array(text.utf8))
        return connection?.receive()?.status
    }
}
