package import Logging
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Logs as lines of JSON on standard error: one event a line, with its fields.
package struct ServerLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]

    package init(level: Logger.Level) { logLevel = level }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var members: [String: JSON] = [
            "level": .string(event.level.rawValue), "message": .string("\(event.message)"),
            "at": .string(Self.now.description),
        ]
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            members[name] = .string("\(value)")
        }
        let line = JSON.object(members).canonicalBytes + [UInt8(ascii: "\n")]
        // One write, so that lines of several threads never mix.
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    private static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
