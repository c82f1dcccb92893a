import Foundation
import Glibc

/// A server that clients of MLflow log to, with all processes it starts, until it is stopped.
final class TrackingServer {
    let port: Int
    /// From before the start to its first healthy answer.
    let startSeconds: Double
    /// The first process, which leads the group that all the others are in.
    private let id: pid_t

    var address: String { "http://127.0.0.1:\(port)" }

    private static let patienceSeconds = 120

    /// - Parameters:
    ///   - program: how to start it on a port.
    ///   - environment: added to this process's environment.
    ///   - output: the file that it writes its messages to.
    /// - Throws: ``BenchFailure`` when it does not become healthy in time.
    init(
        _ program: (_ port: Int) -> [String], environment: [String: String], output: String
    ) throws {
        for (name, value) in environment { setenv(name, value, 1) }
        let port = try Self.freePort()
        var id: pid_t = 0
        startSeconds = try Stopwatch.seconds {
            id = try Self.spawn(program(port), output: output)
            try Self.awaitHealth(port, of: id, output)
        }
        self.port = port
        self.id = id
    }

    deinit {
        kill(-id, SIGTERM)
        var status: Int32 = 0
        for _ in 0..<100 where waitpid(id, &status, WNOHANG) == 0 { usleep(50_000) }
        kill(-id, SIGKILL)
    }

    private static func spawn(_ words: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        guard posix_spawnp(&id, words[0], &actions, &attributes, &arguments, environ) == 0 else {
            throw BenchFailure("cannot start `\(words[0])`")
        }
        return id
    }

    private static func awaitHealth(_ port: Int, of id: pid_t, _ output: String) throws {
        let deadline = time(nil) + patienceSeconds
        while time(nil) < deadline {
            var status: Int32 = 0
            guard waitpid(id, &status, WNOHANG) == 0 else { break }
            if isHealthy(port) { return }
            usleep(2_000)
        }
        kill(-id, SIGKILL)
        throw BenchFailure("the server does not start: \((try? TextFile.read(output)) ?? "")")
    }

    private static func isHealthy(_ port: Int) -> Bool {
        guard let connection = connected(to: port) else { return false }
        defer { close(connection) }
        let request = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        _ = request.withCString {
            send(connection, $0, strlen($0), Int32(truncatingIfNeeded: MSG_NOSIGNAL))
        }
        var answer = [UInt8](repeating: 0, count: 64)
        let count = recv(connection, &answer, answer.count, 0)
        return String(decoding: answer.prefix(max(0, count)), as: UTF8.self).contains(" 200 ")
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func connected(to port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isConnected { return descriptor }
        close(descriptor)
        return nil
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw BenchFailure("no port is free") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}

// What it takes.
extension TrackingServer {
    /// On all cores and in all its processes, since each was started.
    func processorSeconds() -> Double {
        processes().reduce(0) { $0 + $1.ticks } / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Proportional set size of all its processes, in megabytes: shared pages are counted once.
    func memory() -> Double {
        processes().reduce(0) { sum, process in
            let text = (try? TextFile.read("/proc/\(process.id)/smaps_rollup")) ?? ""
            let line = text.split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
            return sum + (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0)
        } / 1_024
    }

    private func processes() -> [(id: pid_t, ticks: Double)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { name in
            guard let process = pid_t(name), let text = try? TextFile.read("/proc/\(name)/stat"),
                let end = text.lastIndex(of: ")")
            else { return nil }
            // After the name: state, parent, group, …; 11 and 12 are its own time, 13 and 14 that
            // of the children it waited for.
            let fields = text[end...].dropFirst(2).split(separator: " ")
            guard fields.count > 14, pid_t(fields[2]) == id else { return nil }
            return (process, fields[11...14].reduce(0) { $0 + (Double($1) ?? 0) })
        }
    }
}
