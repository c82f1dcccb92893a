import Observation
import Operations
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The command as a process beside this one: in the same process group, on the same terminal, with the
/// same input and outputs, as if a shell had started it in this one's place.
///
/// What the terminal sends (Ctrl-C, Ctrl-\, Ctrl-Z) reaches both, since it goes to the group; this
/// process waits it out. What somebody sends to this process alone is passed on.
struct CommandProcess {
    let id: pid_t

    /// Why there is no process: as a shell, 127 when there is no such command, else 126.
    struct NotStarted: Error {
        let status: Int32
        let message: String
    }

    /// The process that signals are passed on to; 0 when there is none.
    private static let current = Atomic<Int32>(0)

    private static let passedOn = [
        SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGWINCH,
    ]

    /// - `arguments`: Of which the first names the program.
    /// - `environment`: `NAME=value`.
    /// - Throws: ``NotStarted``.
    static func start(_ arguments: [String], environment: [String]) throws -> CommandProcess {
        let name = arguments.first ?? ""
        var before: [(signal: Int32, action: sigaction)] = []
        for signal in passedOn { before.append((signal, passOn(signal))) }
        var id: pid_t = 0
        var code = spawn(name, arguments, environment, before, &id)
        if code == ENOEXEC, let script = path(of: name) {
            // A script that does not say what runs it: shells run it themselves.
            code = spawn(
                "/bin/sh", ["/bin/sh", script] + arguments.dropFirst(), environment, before, &id)
        }
        guard code == 0 else {
            throw NotStarted(
                status: code == ENOENT ? 127 : 126,
                message: "cannot run `\(name)`: \(String(cString: strerror(code)).lowercased())")
        }
        current.store(id, ordering: .releasing)
        return CommandProcess(id: id)
    }

    /// Where a command is found, as `PATH` says.
    static func path(of name: String) -> String? {
        if name.contains("/") { return name }
        let folders = (Environment.value("PATH") ?? "/usr/bin:/bin")
            .split(separator: ":", omittingEmptySubsequences: false)
        return folders.map { "\($0.isEmpty ? "." : $0)/\(name)" }
            .first { access($0, X_OK) == 0 && FileBytes.isFile($0) }
    }

    // MARK: Signals

    /// - Returns: What was done about the signal before.
    private static func passOn(_ signal: Int32) -> sigaction {
        var (action, before) = (sigaction(), sigaction())
        sigaction(signal, nil, &before)
        // Whoever started this one may have meant that it is deaf, as `nohup` does.
        if isIgnored(before) { return before }
        action.__sigaction_handler.sa_sigaction = { signal, info, _ in
            // Above 0 it is the kernel's, which told the whole group.
            guard let info, info.pointee.si_code <= 0 else { return }
            let error = errno
            let process = CommandProcess.current.load(ordering: .acquiring)
            if process > 0 { kill(process, signal) }
            errno = error
        }
        action.sa_flags = Int32(SA_SIGINFO | SA_RESTART)
        sigaction(signal, &action, nil)
        return before
    }

    // MARK: Starting

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String],
        _ before: [(signal: Int32, action: sigaction)], _ id: inout pid_t
    ) -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, defaults) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigemptyset(&defaults)
        for (signal, action) in before where !isIgnored(action) { sigaddset(&defaults, signal) }
        // Swift's threads take no signals, and a child would inherit that.
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        return posix_spawnp(&id, program, nil, &attributes, &words, &variables)
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    // MARK: The end

    /// Waits for the command, and for nothing that it left behind.
    func end(startedAtNanoseconds start: Int64) async -> CommandEnd {
        await withCheckedContinuation { continuation in
            OwnThread.run { continuation.resume(returning: wait(start)) }
        }
    }

    private func wait(_ start: Int64) -> CommandEnd {
        // Other threads may take no signals, also because this process was started so: this one does.
        var passed = sigset_t()
        sigemptyset(&passed)
        for signal in Self.passedOn { sigaddset(&passed, signal) }
        pthread_sigmask(SIG_UNBLOCK, &passed, nil)
        var (status, usage): (Int32, rusage) = (0, rusage())
        while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        Self.current.store(0, ordering: .releasing)
        let signal = status & 0x7F
        let used = Self.milliseconds(usage.ru_utime) + Self.milliseconds(usage.ru_stime)
        return CommandEnd(
            way: signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal),
            milliseconds: Int((Self.steadyNanoseconds() - start) / 1_000_000),
            processorMilliseconds: used, memoryByteCountMax: Int(usage.ru_maxrss) << 10)
    }

    private static func milliseconds(_ time: timeval) -> Int {
        Int(time.tv_sec) * 1_000 + Int(time.tv_usec) / 1_000
    }

    /// A clock that nobody sets.
    static func steadyNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
