/// Whether a principal is somebody or a program.
package enum PrincipalKind: String, Sendable, CaseIterable {
    case person, service
}
