/// What a rule has to say about a file.
package struct Finding: Sendable, Equatable, Codable {
    package enum Level: String, Sendable, Codable, Comparable {
        /// Worth knowing; nothing is wrong.
        case note
        /// Nobody can say that it is safe, or it has no honest reason.
        case suspicious
        /// It would run code, write files, reach the network, or attack the reader.
        case dangerous

        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .suspicious: 1
            case .dangerous: 2
            }
        }
    }

    /// The rule's id, which ``RuleCatalogue`` explains.
    package let rule: String
    package let level: Level
    /// What loading the file would do.
    package let effect: String
    package let place: Place
    /// Callee, operator, class, attribute or path that the finding is about.
    package let subject: String

    package init(rule: String, level: Level, effect: String, place: Place, subject: String) {
        self.rule = rule
        self.level = level
        self.effect = effect
        self.place = place
        self.subject = subject
    }
}

/// What the findings of one file come to.
package enum Outcome: String, Sendable, Codable {
    case dangerous, suspicious, clean
    /// The name or the magic claims a model, and it could not be read.
    case couldNotRead = "could-not-read"

    package init(_ facts: FileFacts, _ findings: [Finding]) {
        let worst = findings.map(\.level).max() ?? .note
        switch worst {
        case .dangerous: self = .dangerous
        case .suspicious:
            let isAboutTrouble = findings.allSatisfy {
                $0.level < .suspicious || $0.rule == "could-not-read"
                    || $0.rule == Oddity.headerInvalid.rawValue
            }
            let hasTrouble = findings.contains { $0.rule == "could-not-read" }
            self = isAboutTrouble && hasTrouble ? .couldNotRead : .suspicious
        case .note: self = .clean
        }
    }
}
