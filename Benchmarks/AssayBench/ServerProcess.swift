import Glibc
import Transparency

/// `assay serve` on a home, from its first answer until it is stopped.
final class ServerProcess {
    let address: String
    /// From before the start until it said that it serves.
    let startSeconds: Double
    private let id: pid_t

    private static let startSecondsMax = 30.0

    init(_ program: String, home: String) throws {
        let output = "\(home)/serve.out"
        setenv("ASSAY_HOME", home, 1)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let arguments = [program, "serve", "--port", "0"]
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        var found: String?
        startSeconds = try Stopwatch.seconds {
            guard posix_spawn(&id, program, &actions, nil, &words, environ) == 0 else {
                throw BenchFailure("cannot start `\(program)`")
            }
            for _ in 0..<Int(Self.startSecondsMax * 1_000) where found == nil {
                usleep(1_000)
                found = Self.address(in: output)
            }
        }
        guard let found else { throw BenchFailure("the server does not start") }
        self.id = id
        address = found
    }

    deinit {
        kill(id, SIGTERM)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    private static func address(in output: String) -> String? {
        guard let text = try? TextFile.read(output), let start = text.firstRange(of: " at http")
        else { return nil }
        let rest = text[start.lowerBound...].dropFirst(4)
        return rest.firstIndex(of: "\n").map { String(rest[..<$0]) }
    }

    /// Now in memory, and the most that ever was, in megabytes.
    func memory() throws -> (now: Double, peak: Double) {
        let text = try TextFile.read("/proc/\(id)/status")
        let megabytes = { (name: String) -> Double in
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
            return
                (line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Double($0) }
                ?? .nan) / 1_024
        }
        return (megabytes("VmRSS:"), megabytes("VmHWM:"))
    }
}

/// Small files of text.
enum TextFile {
    static func read(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw BenchFailure("cannot read `\(path)`") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw BenchFailure("cannot write `\(path)`") }
        defer { fclose(file) }
        fputs(text, file)
    }
}
