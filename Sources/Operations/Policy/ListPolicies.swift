package import Governance
import Ledger

/// The home's policies: what each is for, whether its fixtures pass, and how many subjects it
/// covers.
package struct ListPolicies: Operation {
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(by: Actor) { self.by = by }

    package struct Listed: Sendable {
        package let policy: Policy
        package let text: String
        package let fixtures: [FixtureResult]
        package let subjectCount: Int

        package init(
            policy: Policy, text: String, fixtures: [FixtureResult], subjectCount: Int
        ) {
            self.policy = policy
            self.text = text
            self.fixtures = fixtures
            self.subjectCount = subjectCount
        }
    }

    package func run(on platform: Platform) async throws -> [Listed] {
        var listed: [Listed] = []
        for (policy, bytes) in try platform.policies.allWithBytes() {
            listed.append(
                Listed(
                    policy: policy, text: String(decoding: bytes, as: UTF8.self),
                    fixtures: policy.runFixtures(),
                    subjectCount: try await policy.subjectCount(
                        in: by.workspaces(for: Self.permission), on: platform)))
        }
        return listed
    }
}

extension Policy {
    /// How many subjects are of a kind and risk that it is for.
    func subjectCount(in workspaces: WorkspaceSet, on platform: Platform) async throws -> Int {
        var count = 0
        for risk in scope.risks.sorted(by: { $0.rawValue < $1.rawValue }) {
            if scope.kinds.count == SubjectKind.allCases.count {
                count += try await platform.store.count(
                    .subjects, [.init("risk", risk.rawValue)], in: workspaces)
                continue
            }
            for kind in scope.kinds {
                count += try await platform.store.count(
                    .subjects, [.init("risk", risk.rawValue), .init("kind", kind.rawValue)],
                    in: workspaces)
            }
        }
        return count
    }
}

extension PolicyShelf {
    /// All policies of the home, by name.
    func all() throws(Failure) -> [Policy] { try allWithBytes().map(\.policy) }

    func allWithBytes() throws(Failure) -> [(policy: Policy, bytes: [UInt8])] {
        var policies: [(policy: Policy, bytes: [UInt8])] = []
        for file in files { policies.append(try read(file)) }
        return policies.sorted { $0.policy.name < $1.policy.name }
    }
}
