package import Governance
import Ledger
package import Tracking
import Transparency

/// Describes, tags, stages or deletes a version of a registered model.
///
/// A stage that a policy guards asks the gate.
package struct ChangeModelVersion: Operation {
    package let name: String
    package let number: String
    package let change: ModelVersionChange
    package let by: Actor
    /// What another server must have done first, once nothing is against it.
    package var passOn: @Sendable () async throws -> Void = {}

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        number: String,
        change: ModelVersionChange,
        by: Actor
    ) {
        self.name = name
        self.number = number
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> ModelVersion {
        let (name, change, reach) = (name, change, by.reach)
        let tracked = try platform.tracked()
        let number = try Failure.tracking { () throws(TrackingError) in
            try RegistryCheck.number(self.number)
        }
        let version = try await tracked.reading { session throws(TrackingError) in
            try session.modelVersion(name, number, within: reach)
        }
        switch change {
        case .move(let stage, _): try await pass(version, to: stage, on: platform)
        case .delete: try await forget(version, on: platform)
        case .describe, .setTag, .removeTag: break
        }
        try await passOn()
        let now = platform.now().milliseconds
        return try await tracked.writing { session throws(TrackingError) in
            try session.change(modelVersion: name, number, change, at: now, within: reach)
        }
    }

    private func pass(
        _ version: ModelVersion, to stage: ModelVersion.Stage, on platform: Platform
    ) async throws {
        let promotion = Promotion(version: version, to: stage.rawValue.lowercased(), by: by)
        try await promotion.perform(on: platform, as: .stageChanged) { decision in
            [
                "decision": decision.map { .string($0.id.description) } ?? .null,
                "name": .string(version.name), "number": .string("\(version.number)"),
                "stage": .string(stage.rawValue),
                "version": version.version.map(JSON.string) ?? .null,
                "workspace": .string(version.workspace.name),
            ]
        }
    }

    private func forget(_ version: ModelVersion, on platform: Platform) async throws {
        guard let text = version.version, let name = VersionName(text) else { return }
        let row = try await platform.store.row(.versions, text)
        let states = row?.document["states"]?.objectValue ?? [:]
        let places = states.filter { $0.value == "released" }.keys.sorted()
        guard places.isEmpty else {
            throw Failure.refused(
                "released",
                "`\(name.short)` is released to \(places.inBackticks); recall it before it is "
                    + "deleted")
        }
    }
}
