/// Why telemetry was not taken.
package enum TelemetryError: Error, Sendable, Equatable {
    /// The bytes are no message.
    case malformed(String)
    /// They are one, but what it says is not complete, or there is too much of it.
    case unfit(String)
}
