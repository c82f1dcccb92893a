/// How much harm a subject can do, which decides the policy that judges it.
package enum RiskTier: String, Sendable, CaseIterable {
    case low, medium, high
}
