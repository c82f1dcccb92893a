import Governance
import Ledger
import Tracking
import Transparency

/// A version of a registered model on its way to a stage or an alias.
///
/// Where a policy names that transition, the gate decides, and what it allows is released for it;
/// where none does, the way is open. What took place is recorded in the same turn.
struct Promotion {
    let version: ModelVersion
    /// As policies name it.
    let to: String
    let by: Actor

    /// - Throws: A refusal with what the gate found, after its decision was recorded.
    func perform(
        on platform: Platform, as kind: RecordKind,
        saying body: @escaping @Sendable (Decision?) -> JSON
    ) async throws {
        let isGuarded = try platform.isGuarded(to)
        let name = version.version.flatMap { VersionName($0) }
        let status = try await platform.withAcceptance([version])[0].status
        if isGuarded && name == nil || status == .failed { throw notRegistered }
        if isGuarded, !by.workspaces(for: .judgeVersion).contains(version.workspace) {
            throw Failure.notAllowed(.judgeVersion)
        }
        let judged = try await judged(name, isGuarded, on: platform, as: kind, saying: body)
        if let decision = judged?.decision, decision.verdict != .allow {
            throw Failure.gateClosed(decision)
        }
    }

    private func judged(
        _ name: VersionName?, _ isGuarded: Bool, on platform: Platform, as kind: RecordKind,
        saying body: @escaping @Sendable (Decision?) -> JSON
    ) async throws -> JudgeVersion.Judged? {
        do {
            return try await recorded(name, isGuarded, on: platform, as: kind, saying: body)
        } catch let failure as Failure where failure.code == "no_policy" {
            // A policy speaks of the transition, and not of such a subject: nobody said it may.
            throw Failure.refused("no_policy", failure.message)
        }
    }

    private func recorded(
        _ name: VersionName?, _ isGuarded: Bool, on platform: Platform, as kind: RecordKind,
        saying body: @escaping @Sendable (Decision?) -> JSON
    ) async throws -> JudgeVersion.Judged? {
        try await platform.perform { turn in
            var judged: JudgeVersion.Judged?
            if isGuarded, let name {
                judged = try await JudgeVersion(
                    version: name, to: self.to, policyFile: nil, by: self.by
                ).judge(in: &turn, on: platform)
            }
            guard judged?.decision.verdict ?? .allow == .allow else { return judged }
            let principal = try await turn.principal(
                self.by, in: self.version.workspace, on: platform)
            try await turn.record(kind, body(judged?.decision), by: principal)
            return judged
        }.value
    }

    private var notRegistered: Failure { .notRegistered(version, to: to) }
}

extension Platform {
    /// Whether a policy speaks of a way: an alias or a stage, as policies name it.
    func isGuarded(_ to: String) throws(Failure) -> Bool {
        try policies.drafts().contains { $0.scope.transitions.contains(to) }
    }
}

extension Failure {
    static func notRegistered(_ version: ModelVersion, to: String) -> Failure {
        let why = version.statusMessage.map { ": \($0)" } ?? ""
        return .refused(
            "not_registered",
            "version \(version.number) of `\(version.name)` is \(version.status.name)\(why); it does "
                + "not go to `\(to)`")
    }
}
