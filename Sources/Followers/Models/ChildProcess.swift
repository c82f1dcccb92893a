import Operations

#if canImport(Glibc)
import Glibc
#endif

/// A command that runs in a process group of its own, with pipes to its input and from its outputs.
struct ChildProcess: ~Copyable {
    private(set) var input: Int32
    let output: Int32
    let complaint: Int32
    private let id: pid_t
    private var status: Int32?

    /// How long an ended command's end is waited for at a time.
    private static let pauseMicroseconds: UInt32 = 2_000

    private init(id: pid_t, input: Int32, output: Int32, complaint: Int32) {
        self.id = id
        self.input = input
        self.output = output
        self.complaint = complaint
    }

    /// - Returns: The command, running in a shell.
    /// - Throws: A fault when there are no more descriptors or processes to be had.
    static func start(shell command: String) throws(Failure) -> ChildProcess {
        var pipes: [Int32] = []
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                let code = errno
                for end in pipes { close(end) }
                throw notStarted(command, code)
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            pipes += ends
        }
        let (input, output, complaint) = (pipes[1], pipes[2], pipes[4])
        let standard = [pipes[0], pipes[3], pipes[5]]
        var id: pid_t = 0
        let code = spawn(command, standard: standard, &id)
        for end in standard { close(end) }
        guard code == 0 else {
            for end in [input, output, complaint] { close(end) }
            throw notStarted(command, code)
        }
        for end in [input, output, complaint] {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
        }
        return ChildProcess(id: id, input: input, output: output, complaint: complaint)
    }

    private static func spawn(_ command: String, standard: [Int32], _ id: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (place, end) in standard.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, end, Int32(place))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))
        let words: [String] = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        return posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environ)
    }

    private static func notStarted(_ command: String, _ code: Int32) -> Failure {
        .fault(
            "model_failed", "`\(command)` cannot be started: \(String(cString: strerror(code)))")
    }

    /// Says that there is no more input.
    mutating func closeInput() {
        guard input >= 0 else { return }
        close(input)
        input = -1
    }

    /// - Returns: The exit status, or a signal's number below 0; `nil` when it still runs then.
    mutating func wait(until end: Deadline) -> Int32? {
        while status == nil {
            var code: Int32 = 0
            let found = waitpid(id, &code, WNOHANG)
            if found == id {
                let signal = code & 0x7F
                status = signal == 0 ? (code >> 8) & 0xFF : -signal
            } else if found < 0, errno != EINTR {
                status = 0
            } else if end.isOver {
                return nil
            } else {
                usleep(Self.pauseMicroseconds)
            }
        }
        return status
    }

    /// Ends it and all that it started in its group, and takes what it leaves.
    ///
    /// `deadline`: Until when its end is waited for, which the system brings about.
    mutating func end(until deadline: Deadline) {
        kill(-id, SIGKILL)
        closeInput()
        close(output)
        close(complaint)
        _ = wait(until: deadline)
    }
}
