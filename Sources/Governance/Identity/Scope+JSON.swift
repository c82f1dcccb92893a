package import Transparency

extension Access.Scope {
    /// `null` stands for all permissions, or all workspaces.
    package var json: JSON {
        let isAll = permissions == Set(Permission.allCases)
        let named = permissions.sorted().map { JSON.string($0.rawValue) }
        let places: JSON =
            switch workspaces {
            case .all: .null
            case .only(let workspaces): .array(workspaces.sorted().map { .string($0.name) })
            }
        return ["permissions": isAll ? .null : .array(named), "workspaces": places]
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let permissions = Self.permissions(json["permissions"]),
            let workspaces = Self.workspaces(json["workspaces"])
        else { return nil }
        self.init(permissions: permissions, workspaces: workspaces)
    }

    private static func permissions(_ json: JSON?) -> Set<Permission>? {
        if json == .null { return Set(Permission.allCases) }
        guard let names = json?.arrayValue else { return nil }
        let known = names.compactMap { $0.stringValue.flatMap(Permission.init(rawValue:)) }
        return known.count == names.count ? Set(known) : nil
    }

    private static func workspaces(_ json: JSON?) -> WorkspaceSet? {
        if json == .null { return .all }
        guard let names = json?.arrayValue else { return nil }
        let known = names.compactMap { $0.stringValue.flatMap { Workspace($0) } }
        return known.count == names.count ? .only(Set(known)) : nil
    }

    /// Whether it allows nothing that another does not.
    package func isWithin(_ other: Access.Scope) -> Bool {
        permissions.isSubset(of: other.permissions)
            && workspaces.intersection(other.workspaces) == workspaces
    }
}
