/// Which versions of one package a vulnerability is in: those listed, and those in any range.
package struct AffectedPackage: Sendable, Hashable {
    package let name: PackageName
    /// As written; some are not PEP 440.
    package let versions: [String]
    package let ranges: [AffectedRange]
}

/// A range of versions, by the events that begin and end vulnerability on the way up.
package struct AffectedRange: Sendable, Hashable {
    package enum Event: Sendable, Hashable {
        case introduced(String)
        case fixed(String)
        case lastAffected(String)
        /// Versions from here on are not spoken of.
        case limit(String)
    }

    package let events: [Event]
    /// The events with their versions, upwards; `nil` when one is not PEP 440.
    let steps: [Step]?

    struct Step: Sendable, Hashable {
        let event: Event
        let version: PythonVersion
    }

    package init(events: [Event]) {
        self.events = events
        steps = Self.steps(events)
    }
}

extension AffectedRange.Event {
    /// The format's name of the event.
    var key: String {
        switch self {
        case .introduced: "introduced"
        case .fixed: "fixed"
        case .lastAffected: "last_affected"
        case .limit: "limit"
        }
    }

    var text: String {
        switch self {
        case .introduced(let text), .fixed(let text), .lastAffected(let text), .limit(let text):
            text
        }
    }

    init?(key: String, text: String) {
        switch key {
        case "introduced": self = .introduced(text)
        case "fixed": self = .fixed(text)
        case "last_affected": self = .lastAffected(text)
        case "limit": self = .limit(text)
        default: return nil
        }
    }
}
