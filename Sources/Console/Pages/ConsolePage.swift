package import Governance
package import Operations

/// One page or form of the console: where it is, who may, and what answers.
package struct ConsolePage: Sendable {
    /// `GET` or `POST`.
    package let method: String
    /// Such as `/versions/{version}`.
    package let path: String
    /// Without it in any workspace, nobody gets as far as the handler; each operation asks again.
    ///
    /// `useOwnAccount` is no role's: whoever is signed in has it.
    package let permission: Permission
    package let handle: @Sendable (ConsoleRequest, Platform) async throws -> ConsoleResponse

    static func get(
        _ path: String, _ permission: Permission,
        _ handle: @escaping @Sendable (ConsoleRequest, Platform) async throws -> ConsoleResponse
    ) -> Self { Self(method: "GET", path: path, permission: permission, handle: handle) }

    static func post(
        _ path: String, _ permission: Permission,
        _ handle: @escaping @Sendable (ConsoleRequest, Platform) async throws -> ConsoleResponse
    ) -> Self { Self(method: "POST", path: path, permission: permission, handle: handle) }
}
