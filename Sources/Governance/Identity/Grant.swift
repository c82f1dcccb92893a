package import Transparency

/// A role that a principal has, in one workspace or in all.
package struct Grant: Sendable, Hashable, Comparable {
    package let role: PrincipalRole
    /// `nil` for all workspaces, those to come among them.
    package let workspace: Workspace?

    package init(_ role: PrincipalRole, in workspace: Workspace?) {
        self.role = role
        self.workspace = workspace
    }

    var workspaces: WorkspaceSet { workspace.map { .only([$0]) } ?? .all }

    package static func < (left: Grant, right: Grant) -> Bool {
        (left.role, left.workspace?.name ?? "") < (right.role, right.workspace?.name ?? "")
    }

    package var json: JSON {
        [
            "role": .string(role.rawValue),
            "workspace": workspace.map { .string($0.name) } ?? .null,
        ]
    }

    package init?(json: JSON) {
        guard let role = json["role"]?.stringValue.flatMap(PrincipalRole.init(rawValue:)),
            let place = json["workspace"]
        else { return nil }
        let workspace = place.stringValue.flatMap { Workspace($0) }
        guard place == .null || workspace != nil else { return nil }
        self.init(role, in: workspace)
    }
}

extension Grant: LosslessStringConvertible {
    /// `ROLE` for all workspaces, `ROLE@WORKSPACE` for one.
    package init?(_ text: String) {
        let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let role = PrincipalRole(rawValue: String(halves[0])) else { return nil }
        guard halves.count == 2 else {
            self.init(role, in: nil)
            return
        }
        guard let workspace = Workspace(String(halves[1])) else { return nil }
        self.init(role, in: workspace)
    }

    package var description: String {
        role.rawValue + (workspace.map { "@\($0)" } ?? "")
    }
}
