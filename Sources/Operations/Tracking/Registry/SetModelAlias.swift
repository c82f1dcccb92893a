package import Governance
import Ledger
import Tracking
import Transparency

/// Lets an alias mean a version of a registered model, or nothing any more.
///
/// An alias that a policy guards asks the gate.
package struct SetModelAlias: Operation {
    package let name: String
    package let alias: String
    package let number: String?
    package let by: Actor
    /// What another server must have done first, once the gate allowed it.
    package var passOn: @Sendable () async throws -> Void = {}

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        alias: String,
        number: String?,
        by: Actor
    ) {
        self.name = name
        self.alias = alias
        self.number = number
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        if let number { return try await set(number, on: platform) }
        try await remove(on: platform)
    }

    private func set(_ text: String, on platform: Platform) async throws {
        let (name, alias, reach) = (name, alias, by.reach)
        let tracked = try platform.tracked()
        let version = try await tracked.reading { session throws(TrackingError) in
            try RegistryCheck.newAlias(alias)
            return try session.changeableVersion(
                name, RegistryCheck.number(text), within: reach)
        }
        let promotion = Promotion(version: version, to: alias.lowercased(), by: by)
        try await promotion.perform(on: platform, as: .aliasSet) { decision in
            [
                "alias": .string(alias),
                "decision": decision.map { .string($0.id.description) } ?? .null,
                "name": .string(version.name), "number": .string("\(version.number)"),
                "version": version.version.map(JSON.string) ?? .null,
                "workspace": .string(version.workspace.name),
            ]
        }
        try await passOn()
        let now = platform.now().milliseconds
        try await tracked.writing { session throws(TrackingError) in
            try session.set(alias: alias, of: version, at: now)
        }
    }

    private func remove(on platform: Platform) async throws {
        let (name, alias, reach) = (name, alias, by.reach)
        let tracked = try platform.tracked()
        let model = try await tracked.reading { session throws(TrackingError) in
            try RegistryCheck.alias(alias)
            return try session.changeableModel(named: name, within: reach)
        }
        try await passOn()
        guard model.aliases.contains(where: { $0.alias == alias }) else { return }
        _ = try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: model.workspace, on: platform)
            try await turn.record(
                .aliasRemoved,
                [
                    "alias": .string(alias), "name": .string(model.name),
                    "workspace": .string(model.workspace.name),
                ], by: by)
        }
        let now = platform.now().milliseconds
        try await tracked.writing { session throws(TrackingError) in
            try session.remove(alias: alias, of: model, at: now)
        }
    }
}
