/// Why something was not tracked, or not found.
package enum TrackingError: Error, Sendable, Equatable {
    case refused(TrackingRefusal)
    case failed(TrackingFault)
}

/// What a client asked for that is not there or may not be.
package enum TrackingRefusal: Sendable, Equatable {
    /// There is no such thing, as far as the caller may know.
    case missing(String)
    /// There is one of this name.
    case exists(String)
    /// What was asked for is malformed, or does not fit.
    case invalid(String)
    /// It is there, and the caller may see it, but not change it.
    case mayNotLog

    package static func experiment(_ id: String) -> Self {
        .missing("No Experiment with id=\(id.prefix(100)) exists")
    }
    package static func run(_ id: String) -> Self {
        .missing("Run with id=\(id.prefix(100)) not found")
    }
    package static func model(_ id: String) -> Self {
        .missing("Logged model with ID '\(id.prefix(100))' not found.")
    }
    package static func inactiveRun(_ id: String) -> Self {
        .invalid("The run \(id) must be in the 'active' state. Current state is deleted.")
    }
    package static func deletedRunExpected(_ id: String) -> Self {
        .invalid("The run \(id) must be in the 'deleted' state. Current state is active.")
    }
}

/// What is wrong with the database.
package enum TrackingFault: Sendable, Equatable {
    case busy
    case full
    case unavailable(String)
    case broken(String)
    /// Whether the last transaction took place is not known.
    case unknownOutcome(String)
}
