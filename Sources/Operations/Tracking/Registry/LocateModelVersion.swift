package import Governance
import Ledger
import Tracking
import Transparency

/// Says where the files of a version of a registered model are, unless nobody may have them.
package struct LocateModelVersion: Operation {
    package let name: String
    package let number: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        number: String,
        by: Actor
    ) {
        self.name = name
        self.number = number
        self.by = by
    }

    package func run(on platform: Platform) async throws -> String {
        let version = try await platform.perform(
            ReadModelVersion(name: name, place: .number(number), by: by))
        guard version.status != .failed else {
            throw Failure.refused(
                "not_registered",
                "version \(version.number) of `\(version.name)` was not registered: "
                    + (version.statusMessage ?? "its files could not be looked at"))
        }
        try await version.refuseRecalled(on: platform)
        return version.location
    }
}

extension ModelVersion {
    /// - Throws: A refusal when its bytes were taken back.
    func refuseRecalled(on platform: Platform) async throws {
        guard let text = version, let name = VersionName(text) else { return }
        let (subject, registered) = try await platform.store.version(name)
        let recalls = try await platform.store.recalls(of: registered, in: subject.workspace)
        if let recall = recalls.last {
            throw Failure.recalled(name, recall)
        }
    }
}
