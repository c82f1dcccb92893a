package import Governance
import Ledger
import Transparency

/// The newest approvals of whole versions, each with the time it took.
package struct ListApprovals: Operation {
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    package static let limit = 50

    package init(by: Actor) { self.by = by }

    package struct Approved: Sendable {
        package let approval: Approval
        package let version: VersionName
        /// From its registration.
        package let seconds: Int64
    }

    package struct Listed: Sendable {
        /// Newest first.
        package let approved: [Approved]
        package let people: People

        /// `nil` when there are none.
        package var secondsMedian: Int64? {
            let seconds = approved.map(\.seconds).sorted()
            return seconds.isEmpty ? nil : seconds[seconds.count / 2]
        }
    }

    package func run(on platform: Platform) async throws -> Listed {
        let page = try await platform.store.rows(
            RowQuery(ReadModel.approvals.rawValue, limit: Self.limit),
            in: by.workspaces(for: Self.permission))
        var approved: [Approved] = []
        for approval in page.rows.compactMap({ Approval(json: $0.document) }) {
            guard let root = approval.root,
                let row = try await platform.store.rows(
                    .versions,
                    where: ["root": root.description, "subject": approval.subject.description],
                    limit: 1
                ).first, let version = Version(json: row.document["version"] ?? .null)
            else { continue }
            let distance = approval.at.milliseconds - version.registeredAt.milliseconds
            approved.append(
                Approved(
                    approval: approval, version: version.name, seconds: max(0, distance) / 1000))
        }
        return Listed(
            approved: approved,
            people: try await People(on: platform, ids: approved.map(\.approval.by.text)))
    }
}
