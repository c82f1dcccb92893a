import Operations

#if canImport(Glibc)
import Glibc
#endif

/// A shell command that turns its input into its output, in bounded time and memory.
///
/// It runs in a process group of its own, which is killed when it takes too long, says too much, or
/// has ended: what it started does not stay.
struct FilterProgram {
    let command: String
    let secondsMax: Int
    let outputBytesMost: Int
    /// Milliseconds since some moment.
    let uptime: @Sendable () -> Int64

    /// How long a killed command is waited for.
    private static let endSecondsMax = 5

    /// - Parameters:
    ///   - name: What sentences call it.
    ///   - input: The next bytes for it; `nil` at the end.
    /// - Returns: All that it wrote to its output.
    /// - Throws: A fault when it cannot be started, fails, takes too long or says too much.
    func run(called name: String, input: () -> [UInt8]?) throws(Failure) -> [UInt8] {
        // A command that reads no more is said by its status; the signal is the whole program's.
        signal(SIGPIPE, SIG_IGN)
        var child = try ChildProcess.start(shell: command)
        defer { child.end(until: Deadline(seconds: Self.endSecondsMax, uptime: uptime)) }
        let end = Deadline(seconds: secondsMax, uptime: uptime)
        var exchange = PipeExchange(outputBytesMost: outputBytesMost)
        let stop = exchange.run(&child, until: end, input: input)
        let status = stop == nil ? child.wait(until: end) : nil
        switch (stop, status) {
        case (.tooMuch?, _):
            throw Self.failure(
                name, "writes more than \(outputBytesMost) bytes, one short line a row", exchange)
        case (.tooLong?, _), (nil, nil):
            throw Self.failure(
                name, "did not end within \(secondsMax) s, and was stopped", exchange)
        case (nil, 0?): return exchange.output
        case (nil, .some(let status)):
            let how = status > 0 ? "ended with status \(status)" : "was ended by signal \(-status)"
            throw Self.failure(name, how, exchange)
        }
    }

    private static func failure(
        _ name: String, _ what: String, _ exchange: PipeExchange
    ) -> Failure {
        let last = exchange.lastComplaint
        return .fault("model_failed", "\(name) \(what)" + (last.isEmpty ? "" : ": \(last)"))
    }
}
