import Glibc

/// A program that is run to its end and measured.
struct ChildProcess {
    let program: String
    let arguments: [String]
    /// Added to this process's environment.
    var environment: [String: String] = [:]

    struct Ended {
        let status: Int32
        /// From before the start to after the exit.
        let seconds: Double
        /// On all cores, in the program and in the kernel for it.
        let processorSeconds: Double
        /// The most that was in memory at once; never less than what this program itself has had.
        let bytesMost: Int
    }

    /// Starts it with standard output going to a file, and waits for its end.
    func run(output: String = "/dev/null") throws -> Ended {
        for (name, value) in environment { setenv(name, value, 1) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        // Swift's threads take no signals, and a child would inherit that: `openssl speed` ends by one.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        var status: Int32 = 0
        var usage = rusage()
        let seconds = try Stopwatch.seconds {
            guard posix_spawnp(&id, program, &actions, &attributes, &words, environ) == 0 else {
                throw BenchFailure("cannot start `\(program)`")
            }
            guard wait4(id, &status, 0, &usage) == id else {
                throw BenchFailure("lost `\(program)`")
            }
        }
        guard status & 0x7F == 0 else { throw BenchFailure("`\(program)` was killed") }
        return Ended(
            status: (status >> 8) & 0xFF, seconds: seconds,
            processorSeconds: Self.seconds(of: usage), bytesMost: usage.ru_maxrss << 10)
    }

    /// Runs it and refuses any other exit status.
    @discardableResult
    func succeed(with expected: Int32 = 0, output: String = "/dev/null") throws -> Ended {
        let ended = try run(output: output)
        guard ended.status == expected else {
            let command = ([program] + arguments).joined(separator: " ")
            throw BenchFailure("`\(command)` ended with \(ended.status), not \(expected)")
        }
        return ended
    }

    /// What this process itself has used on all cores.
    static var ownProcessorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(of: usage)
    }

    private static func seconds(of usage: rusage) -> Double {
        [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }
}
