/// A part of the organisation whose subjects only those see who have a role there.
package struct Workspace: Sendable, Hashable, LosslessStringConvertible, Comparable {
    package let name: String

    /// Where a subject is when nobody says otherwise.
    package static let standard = Workspace(unchecked: "default")

    /// What a name may be, for messages.
    package static let rule = "1 to 64 of a-z, 0-9, `-`, starting with a letter or digit"

    /// - Returns: `nil` unless `name` is 1 to 64 of `a-z 0-9 -`, and starts with `a-z 0-9`.
    package init?(_ name: String) {
        let isAllowed = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard let first = name.utf8.first, isAllowed(first), name.utf8.count <= 64,
            name.utf8.allSatisfy({ isAllowed($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.name = name
    }

    private init(unchecked name: String) { self.name = name }

    package var description: String { name }

    package static func < (left: Workspace, right: Workspace) -> Bool { left.name < right.name }
}

/// Which workspaces something holds in.
package enum WorkspaceSet: Sendable, Hashable {
    case all
    case only(Set<Workspace>)

    package func contains(_ workspace: Workspace) -> Bool {
        switch self {
        case .all: true
        case .only(let workspaces): workspaces.contains(workspace)
        }
    }

    package var isEmpty: Bool { self == .only([]) }

    /// Where something new is that says no place itself: the one among them, or the standard one.
    package var own: Workspace {
        guard case .only(let workspaces) = self, workspaces.count == 1, let only = workspaces.first
        else { return .standard }
        return only
    }

    package func union(_ other: WorkspaceSet) -> WorkspaceSet {
        switch (self, other) {
        case (.only(let left), .only(let right)): .only(left.union(right))
        default: .all
        }
    }

    package func intersection(_ other: WorkspaceSet) -> WorkspaceSet {
        switch (self, other) {
        case (.all, let set), (let set, .all): set
        case (.only(let left), .only(let right)): .only(left.intersection(right))
        }
    }
}
