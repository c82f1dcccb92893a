/// What somebody may do, and where: their roles, narrowed by what their token is for.
package struct Access: Sendable, Hashable {
    package let grants: Set<Grant>
    /// `nil` when nothing but the roles limits it; a token allows no more than its scope.
    package let scope: Scope?

    package struct Scope: Sendable, Hashable {
        package let permissions: Set<Permission>
        package let workspaces: WorkspaceSet

        package init(permissions: Set<Permission>, workspaces: WorkspaceSet) {
            self.permissions = permissions
            self.workspaces = workspaces
        }
    }

    package init(_ grants: Set<Grant>, within scope: Scope? = nil) {
        self.grants = grants
        self.scope = scope
    }

    /// Where a permission holds; nowhere unless a role grants it.
    package func workspaces(for permission: Permission) -> WorkspaceSet {
        guard scope?.permissions.contains(permission) ?? true else { return .only([]) }
        let granted = grants.filter { $0.role.permissions.contains(permission) }
            .reduce(WorkspaceSet.only([])) { $0.union($1.workspaces) }
        let narrowed = granted.intersection(scope?.workspaces ?? .all)
        return permission.isPlatformWide && narrowed != .all ? .only([]) : narrowed
    }

    package func allows(_ permission: Permission, in workspace: Workspace) -> Bool {
        workspaces(for: permission).contains(workspace)
    }

    /// The roles that count for a subject of a workspace.
    package func roles(in workspace: Workspace) -> Set<PrincipalRole> {
        guard scope?.workspaces.contains(workspace) ?? true else { return [] }
        return Set(grants.filter { $0.workspaces.contains(workspace) }.map(\.role))
    }
}
