package import Governance

/// What an administrator does to an account, and nothing has to be said but its name.
package protocol AccountOperation: Operation where Answer == Void {
    var name: String { get }

    init(name: String, by: Actor)
}

extension AccountOperation {
    package static var permission: Permission { .managePeople }
    package var object: OperationObject { .platform }
}
