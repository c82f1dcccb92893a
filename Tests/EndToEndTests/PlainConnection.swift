import Foundation
import Transparency

/// One connection to a server on this machine, for whoever may wait: it blocks.
final class PlainConnection {
    struct Answer: Sendable {
        let status: Int
        /// In lower case.
        let head: String
        let body: [UInt8]

        var json: JSON? { try? JSON(parsing: body) }
    }

    private let descriptor: Int32
    private let port: Int
    private var pending: [UInt8] = []
    private static let byteCountMax = 16 << 20

    /// - Returns: `nil` when nobody listens there.
    init?(port: Int, patienceSeconds: Int = 30) {
        self.port = port
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return nil }
    }

    deinit { close(descriptor) }

    private struct NotReady: Error {}

    /// Waits, a minute at most, for a server that was just started.
    @discardableResult
    static func untilReady(port: Int) async throws -> sending PlainConnection {
        for _ in 0..<1_200 {
            if let connection = PlainConnection(port: port),
                connection.ask("GET", "/readyz")?.status == 200
            {
                return connection
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotReady()
    }

    /// A port that nobody listens on.
    static func freePort() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return Int(in_port_t(bigEndian: address.sin_port))
    }

    /// - Returns: `nil` when the connection broke: nobody knows what became of the request.
    func ask(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: JSON? = nil
    ) -> Answer? {
        let bytes = body?.canonicalBytes ?? []
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"]
        lines += headers.map { "\($0): \($1)" }
        if body != nil { lines.append("Content-Type: application/json") }
        lines.append("Content-Length: \(bytes.count)")
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        guard send(Array(head.utf8) + bytes) else { return nil }
        return receive()
    }

    /// - Returns: Whether all of it went out.
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let step = bytes.withUnsafeBytes {
                Foundation.send(
                    descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard step > 0 else { return false }
            sent += step
        }
        return true
    }

    /// The next answer; `nil` when the other side closes or says nothing for too long.
    func receive() -> Answer? {
        let gap = Array("\r\n\r\n".utf8)
        while true {
            if let end = pending.firstRange(of: gap) {
                let head = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
                pending.removeFirst(end.upperBound)
                return answer(head.lowercased())
            }
            guard more() else { return nil }
        }
    }

    private func answer(_ head: String) -> Answer? {
        let lines = head.split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
        guard
            let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let length = length ?? (status == 100 ? 0 : nil), length <= Self.byteCountMax
        else { return nil }
        while pending.count < length {
            guard more() else { return nil }
        }
        let body = Array(pending[..<length])
        pending.removeFirst(length)
        return Answer(status: status, head: head, body: body)
    }

    private func more() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        pending += buffer[..<count]
        return true
    }
}
