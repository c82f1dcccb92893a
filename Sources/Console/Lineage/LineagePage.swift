import Governance
import Operations

/// What something comes of, and what comes of it.
struct LineagePage: View {
    static let template = "lineage"

    struct Thing: Sendable {
        let depth: Int
        let thing: String
        let thingPlace: String
        let thingHref: String
        let through: String
        let state: Hallmark?
    }

    struct Side: Sendable {
        let heading: String
        let things: [Thing]
        /// How many are not listed.
        let restCount: String?
        let command: String
    }

    struct Use: Sendable {
        let model: String
        let place: String
        let version: String
        let versionHref: String
    }

    let of: String
    let heading: String
    let headingPlace: String
    /// The page of the version that it is, when it is one.
    let dossierHref: String?
    let drawing: LineageDrawing?
    let sides: [Side]
    let uses: [Use]

    /// How many things of a side are listed.
    static let thingCountMax = 200

    init(_ of: String, upstream: LineageTrace, downstream: LineageTrace) {
        self.of = of
        let label = LineageLabel(
            of, partOf: downstream.items.first { $0.reference == of }?.partOf ?? [])
        (heading, headingPlace) = (label.name, label.place)
        dossierHref = VersionName(of).map { Address.version($0.description) }
        drawing =
            upstream.count + downstream.count > 0
            ? LineageDrawing(of, upstream: upstream, downstream: downstream) : nil
        sides = [
            Self.side(downstream, "What comes of it", "assay impact"),
            Self.side(upstream, "What it comes of", "assay impact --upstream"),
        ]
        uses = downstream.deployments.map {
            Use(
                model: $0.model, place: $0.place, version: $0.version,
                versionHref: Address.version($0.version))
        }
    }

    private static func side(
        _ trace: LineageTrace, _ heading: String, _ command: String
    ) -> Side {
        let versions = Dictionary(trace.versions.map { ($0.name.description, $0) }) { $1 }
        let listed = trace.items.lazy.filter { $0.depth > 0 }.prefix(thingCountMax)
        let rest = trace.count - listed.count
        return Side(
            heading: heading,
            things: listed.map { item in
                let label = LineageLabel(item.reference, partOf: item.partOf)
                return Thing(
                    depth: item.depth, thing: label.name, thingPlace: label.place,
                    thingHref: Address("lineage").asking(["of": item.reference]),
                    through: item.through,
                    state: versions[item.reference].flatMap(state))
            }, restCount: rest > 0 ? Wording.count(rest) : nil,
            command: "\(command) \(trace.of)")
    }

    private static func state(_ version: LineageTrace.Reached) -> Hallmark? {
        guard version.isRecalled || !version.releasedTo.isEmpty else { return nil }
        return Hallmark(state: version.isRecalled ? "recalled" : "released")
    }
}
