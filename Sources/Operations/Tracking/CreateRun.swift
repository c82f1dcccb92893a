package import Governance
package import Tracking
import Transparency

/// Begins a run of an experiment.
package struct CreateRun: Operation {
    package let experiment: String
    package let name: String
    package let user: String
    package let startedMilliseconds: Int64
    package let tags: [TrackedPair]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        experiment: String, name: String, user: String, startedMilliseconds: Int64,
        tags: [TrackedPair], by: Actor
    ) {
        self.experiment = experiment
        self.name = name
        self.user = user
        self.startedMilliseconds = startedMilliseconds
        self.tags = tags
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Run {
        let random = platform.random(19)
        let new = NewRun(
            id: Hex.encode(Array(random.prefix(16))), experiment: experiment, name: name,
            user: user, startedMilliseconds: startedMilliseconds, tags: tags)
        let usual = RunName(random: Array(random.dropFirst(16))).text
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.createRun(new, orNamed: usual, within: by.reach)
        }
    }
}

/// A name for a run that nobody named, such as `calm-heron-412`.
struct RunName: Equatable {
    let text: String

    /// `random`: Three bytes.
    init(random: [UInt8]) {
        let bytes = random + [0, 0, 0]
        let number = Int(bytes[2]) * 4 - Int(bytes[2]) / 10
        text =
            Self.manners[Int(bytes[0]) % Self.manners.count] + "-"
            + Self.animals[Int(bytes[1]) % Self.animals.count] + "-\(min(number, 999))"
    }

    private static let manners = [
        "able", "bold", "brisk", "calm", "clear", "eager", "early", "fair", "fine", "fleet",
        "fond", "frank", "gentle", "glad", "grand", "keen", "kind", "light", "lively", "loyal",
        "merry", "neat", "noble", "patient", "plain", "proud", "quick", "quiet", "ready",
        "sharp", "steady", "swift", "tidy", "warm", "wise", "witty",
    ]
    private static let animals = [
        "badger", "beaver", "bison", "crane", "deer", "dove", "eagle", "elk", "falcon", "finch",
        "fox", "gull", "hare", "hawk", "heron", "horse", "ibex", "jay", "lark", "lynx", "mole",
        "moose", "newt", "otter", "owl", "panda", "quail", "raven", "robin", "seal", "shrew",
        "stoat", "swan", "tern", "trout", "wren",
    ]
}
