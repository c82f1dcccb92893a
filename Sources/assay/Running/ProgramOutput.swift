import CLinuxCalls
import Operations

#if canImport(Glibc)
import Glibc
#endif

/// What a program prints that is asked about the machine: `git`, `nvidia-smi`.
enum ProgramOutput {
    private static let byteCountMax = 256 << 20

    /// Runs a program of the `PATH` with no input.
    ///
    /// `take`: Called with the pieces of its output.
    /// - Returns: Whether it ended with 0, in time.
    static func read(
        _ arguments: [String], milliseconds: Int = 10_000,
        _ take: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        var ends: (read: Int32, write: Int32) = (-1, -1)
        guard assay_pipe(&ends.read, &ends.write) == 0 else { return false }
        defer { close(ends.read) }
        let id = start(arguments, output: ends.write)
        close(ends.write)
        guard let id else { return false }
        let deadline = CommandProcess.steadyNanoseconds() + Int64(milliseconds) * 1_000_000
        let isWhole = copy(from: ends.read, until: deadline, take)
        if !isWhole { kill(id, SIGKILL) }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return isWhole && status == 0
    }

    /// The same, as text; `nil` when it failed.
    static func text(_ arguments: [String], milliseconds: Int = 10_000) -> String? {
        var bytes: [UInt8] = []
        guard read(arguments, milliseconds: milliseconds, { bytes += $0 }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func start(_ arguments: [String], output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        let code = posix_spawnp(&id, arguments[0], &actions, nil, &words, environ)
        return code == 0 ? id : nil
    }

    private static func copy(
        from descriptor: Int32, until deadline: Int64, _ take: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while total < byteCountMax {
            let left = (deadline - CommandProcess.steadyNanoseconds()) / 1_000_000
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&ready, 1, Int32(left)) > 0 else { return false }
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 }
            take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            total += count
        }
        return false
    }
}
