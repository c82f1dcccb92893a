package import Governance
package import Ledger

/// One policy: its text, its rules, its fixtures and what they come to, and where it is used.
package struct ShowPolicy: Operation {
    package let name: String
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(name: String, by: Actor) {
        self.name = name
        self.by = by
    }

    package struct Shown: Sendable {
        package let policy: Policy
        package let text: String
        package let fixtures: [FixtureResult]
        package let subjectCount: Int
        /// The newest subjects that it is for.
        package let subjects: [Row]
        /// The newest decisions that it made, under whatever text it had then.
        package let decisions: [Row]

        package init(
            policy: Policy, text: String, fixtures: [FixtureResult], subjectCount: Int,
            subjects: [Row], decisions: [Row]
        ) {
            self.policy = policy
            self.text = text
            self.fixtures = fixtures
            self.subjectCount = subjectCount
            self.subjects = subjects
            self.decisions = decisions
        }
    }

    package func run(on platform: Platform) async throws -> Shown {
        let visible = by.workspaces(for: Self.permission)
        for file in platform.policies.files {
            let (policy, bytes) = try platform.policies.read(file)
            guard policy.name == name else { continue }
            return Shown(
                policy: policy, text: String(decoding: bytes, as: UTF8.self),
                fixtures: policy.runFixtures(),
                subjectCount: try await policy.subjectCount(in: visible, on: platform),
                subjects: try await subjects(of: policy, in: visible, on: platform),
                decisions: try await ListDecisions(policy: name, limit: 10, by: by)
                    .run(on: platform).rows)
        }
        throw Failure.fault("unknown_policy", "there is no policy `\(name)`")
    }

    private func subjects(
        of policy: Policy, in workspaces: WorkspaceSet, on platform: Platform
    ) async throws -> [Row] {
        var rows: [Row] = []
        for risk in policy.scope.risks {
            rows += try await platform.store.rows(
                RowQuery(
                    ReadModel.subjects.rawValue, matching: [.init("risk", risk.rawValue)],
                    limit: 40), in: workspaces
            ).rows
        }
        let fitting = rows.filter { row in
            Subject(json: row.document).map { policy.scope.kinds.contains($0.name.kind) } ?? false
        }
        return Array(fitting.sorted { $0.order > $1.order }.prefix(12))
    }
}
