package import Governance
import Ledger
package import Tracking
import Transparency

/// Renames, describes, tags or deletes a registered model.
///
/// What is said of a model that has versions is said of the governed thing, too.
package struct ChangeRegisteredModel: Operation {
    package let name: String
    package let change: RegisteredModelChange
    package let by: Actor
    /// What another server must have done first, once nothing is against it.
    package var passOn: @Sendable () async throws -> Void = {}

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        change: RegisteredModelChange,
        by: Actor
    ) {
        self.name = name
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RegisteredModel {
        let (name, change, reach) = (name, change, by.reach)
        let tracked = try platform.tracked()
        let before = try await tracked.reading { session throws(TrackingError) in
            try session.registeredModel(name, within: reach)
        }
        if change == .delete { try await forget(before, on: platform) }
        if case .setTag(let tag) = change { try SaidOfModel.check([tag]) }
        if saysMore(of: before), !by.workspaces(for: .registerVersion).contains(before.workspace) {
            throw Failure.notAllowed(.registerVersion)
        }
        try await passOn()
        let now = platform.now().milliseconds
        let model = try await tracked.writing { session throws(TrackingError) in
            try session.change(registeredModel: name, change, at: now, within: reach)
        }
        if saysMore(of: before) { try await describe(model, on: platform) }
        return model
    }

    /// Whether something is said of the governed thing, which is there.
    private func saysMore(of model: RegisteredModel) -> Bool {
        guard model.subject != nil else { return false }
        switch change {
        case .describe: return true
        case .setTag(let tag): return tag.key.hasPrefix(SaidOfModel.tagPrefix)
        case .rename, .removeTag, .delete: return false
        }
    }

    /// INVARIANT: what is released stays named: nobody loses sight of what runs.
    private func forget(_ model: RegisteredModel, on platform: Platform) async throws {
        guard let subject = model.subject else { return }
        let row = try await platform.store.row(.subjects, subject)
        let released = row?.document["released"]?.objectValue ?? [:]
        guard released.isEmpty else {
            throw Failure.refused(
                "released",
                "`\(subject)` is released to \(released.keys.sorted().inBackticks); recall what "
                    + "is released before its registered model is deleted")
        }
    }

    private func describe(_ model: RegisteredModel, on platform: Platform) async throws {
        guard let text = model.subject, let subject = SubjectName(text) else { return }
        let said = SaidOfModel(model)
        // Who takes the description away takes the purpose away.
        let purpose = change == .describe("") ? said.purpose ?? "" : said.purpose
        _ = try await platform.perform(
            DescribeSubject(
                subject: subject, purpose: purpose, risk: said.risk,
                businessOwner: said.businessOwner, technicalOwner: said.technicalOwner, by: by))
    }
}
