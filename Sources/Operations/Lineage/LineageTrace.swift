package import Governance
import Ledger
import Transparency

/// What a walk along the lineage reached.
package struct LineageTrace: Sendable, Equatable {
    /// Something that was reached, or where the walk began.
    package struct Item: Sendable, Equatable {
        package let reference: String
        /// How many activities away; 0 for where the walk began.
        package let depth: Int
        /// What it was reached from.
        package let from: String?
        /// By which activity, such as `run:9f3c`, and what that is called.
        package let activity: String?
        package let activityName: String?
        /// The versions that the bytes are a part of, for a digest; a few of them.
        package let partOf: [String]

        package init(
            reference: String, depth: Int, from: String?, activity: String?,
            activityName: String?, partOf: [String]
        ) {
            self.reference = reference
            self.depth = depth
            self.from = from
            self.activity = activity
            self.activityName = activityName
            self.partOf = partOf
        }
    }

    /// A version that was reached.
    package struct Reached: Sendable, Equatable {
        package let name: VersionName
        /// The environments that it is released for.
        package let releasedTo: [String]
        package let isRecalled: Bool

        package init(name: VersionName, releasedTo: [String], isRecalled: Bool) {
            self.name = name
            self.releasedTo = releasedTo
            self.isRecalled = isRecalled
        }
    }

    /// Where a version is in use: an alias or a stage of a registered model.
    package struct Deployment: Sendable, Equatable {
        package let version: String
        package let model: String
        package let place: String

        package init(version: String, model: String, place: String) {
            self.version = version
            self.model = model
            self.place = place
        }
    }

    package let of: String
    package let direction: TraceLineage.Direction
    /// How many things were meant by ``of``.
    package let startCount: Int
    /// How many were reached besides.
    package var count = 0
    /// Nearest first, beginning with where the walk began; perhaps not all.
    package var items: [Item] = []
    package var versions: [Reached] = []
    package var deployments: [Deployment] = []

    package init(of: String, direction: TraceLineage.Direction, startCount: Int) {
        self.of = of
        self.direction = direction
        self.startCount = startCount
    }

    /// Whether not all are listed.
    package var isCut: Bool { items.count < count + startCount }
}

extension LineageTrace.Reached {
    init(_ name: VersionName, _ row: Row) {
        let states = row.document["states"]?.objectValue ?? [:]
        self.init(
            name: name,
            releasedTo: states.filter { $0.value == "released" }.keys.sorted(),
            isRecalled: row.document["recalled"] != nil)
    }
}

extension LineageTrace.Item {
    /// How it was reached, for people.
    package var through: String {
        guard let activity, let activityName else { return "" }
        return switch activity.prefix(while: { $0 != ":" }) {
        case "registration": "as a part of it"
        case "contents": "as a file of it"
        default: "by \(activityName)"
        }
    }
}
