package import Governance
import Ledger

/// Something the platform does when asked.
///
/// ``Platform/perform(_:)`` is the one door: it asks whether the actor may before anything is done.
package protocol Operation: Sendable {
    associatedtype Answer: Sendable

    /// What the actor must be allowed.
    static var permission: Permission { get }
    /// What it is about.
    var object: OperationObject { get }
    var by: Actor { get }

    func run(on platform: Platform) async throws -> Answer
}

/// What an operation is about, so that it can be asked who may.
package enum OperationObject: Sendable, Hashable {
    /// A subject that is there, or would begin in a workspace.
    case subject(SubjectName, beginsIn: Workspace?)
    /// Whatever the actor may see: the operation leaves out the rest.
    case visible
    /// The platform as a whole.
    case platform
    /// The actor's own account, which needs no role.
    case ownAccount

    package static func subject(_ name: SubjectName) -> Self { .subject(name, beginsIn: nil) }
}

extension Platform {
    /// Does an operation if its actor may, and waits until what it changes is committed.
    ///
    /// What a server refuses is recorded, once a minute for the same.
    ///
    /// - Throws: ``Failure``, `not_allowed` among its codes; what the actor may not even see is said
    ///   not to be there.
    package func perform<O: Operation>(_ operation: O) async throws -> O.Answer {
        guard case .authenticated(let caller, _) = operation.by else {
            return try await operation.run(on: self)
        }
        do {
            try await authorise(caller, O.permission, on: operation.object)
        } catch let failure as Failure where failure.isOfAccess {
            await recordRefusal(
                of: O.permission, to: caller, on: operation.object, code: failure.code)
            throw failure
        }
        do {
            return try await operation.run(on: self)
        } catch let failure as Failure where failure.isRecorded(for: O.permission) {
            await recordRefusal(
                of: O.permission, to: caller, on: operation.object, code: failure.code)
            throw failure
        }
    }

    private func authorise(
        _ caller: Caller, _ permission: Permission, on object: OperationObject
    ) async throws {
        let allowed = caller.access.workspaces(for: permission)
        switch object {
        case .ownAccount:
            guard caller.access.scope?.permissions.contains(permission) ?? true else {
                throw Failure.notAllowed(permission)
            }
        case .visible:
            guard !allowed.isEmpty else { throw Failure.notAllowed(permission) }
        case .platform:
            guard allowed == .all else { throw Failure.notAllowed(permission) }
        case .subject(let name, let beginning):
            let row = try await store.row(.subjects, name.description)
            let subject = row.flatMap { Subject(json: $0.document) }
            let workspace = subject?.workspace ?? beginning ?? .standard
            if allowed.contains(workspace) { return }
            guard caller.access.allows(.readInventory, in: workspace) else {
                throw allowed.isEmpty ? Failure.notAllowed(permission) : .unknownSubject(name)
            }
            throw Failure.notAllowed(permission)
        }
    }
}

extension Failure {
    /// Nobody that the platform knows, or not any more.
    package static let unauthenticated = Failure.refused(
        "unauthenticated", "sign in, or send a token that is valid")

    static let wrongCredentials = Failure.refused(
        "wrong_credentials", "the name or the password is wrong")

    /// Whether it says that somebody may not, or may not see it.
    fileprivate var isOfAccess: Bool { ["not_allowed", "unknown_subject"].contains(code) }

    /// Whether the ledger should know of it: a refusal of something that would change something, or
    /// of a permission that the operation asked for besides.
    fileprivate func isRecorded(for permission: Permission) -> Bool {
        kind == .refused && (permission.isWriting || code == "not_allowed")
    }

    static func notAllowed(_ permission: Permission) -> Failure {
        .refused(
            "not_allowed",
            "you may not do this: it needs `\(permission.rawValue)`, which your roles do not give "
                + "here; an administrator can grant a role that does")
    }

    static func unknownSubject(_ name: SubjectName) -> Failure {
        .fault(
            "unknown_subject",
            "there is no `\(name)`; `assay register` makes one, `assay list` shows all")
    }
}
