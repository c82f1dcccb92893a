package import Logging
package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Logs as lines of JSON on standard error: one event a line, with its fields.
package struct ServerLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]

    private let now: @Sendable () -> Instant

    package init(level: Logger.Level, now: @escaping @Sendable () -> Instant) {
        logLevel = level
        self.now = now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var members: [String: JSON] = [
            "level": .string(event.level.rawValue), "message": .string("\(event.message)"),
            "at": .string(now().description),
        ]
        for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            members[name] = .string("\(value)")
        }
        let line = JSON.object(members).canonicalBytes + [UInt8(ascii: "\n")]
        // One write, so that lines of several threads never mix.
        _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
