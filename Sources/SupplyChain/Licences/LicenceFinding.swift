/// Why something may not be used so, or a person must decide.
package struct LicenceFinding: Sendable, Hashable {
    /// `ask` or `deny`.
    package let effect: LicenceEffect
    package let reason: Reason
    /// From the work that is judged to the one whose licence it is.
    package let chain: [String]
    /// The licence; `nil` where none is stated.
    package let licence: String?

    package enum Reason: Sendable, Hashable {
        /// The policy says so by this pattern, or, without one, by what it says of all others.
        case policy(pattern: String?)
        /// The licence forbids the use.
        case forbids(LicenceUse)
        /// The licence lets nothing be derived from the work.
        case forbidsDerivatives
        /// What is derived must be under the licence, and says it is under another.
        case demandsSameLicence(declared: String)
        /// The judged work's licence leaves out terms that it cannot shed.
        case declaredWider(than: [String])
        /// Nobody has read the licence for us.
        case unknownTerms
        case noLicence
        /// A work that it was made from is not known.
        case unknownWork
        /// There are more works than are looked at.
        case tooManyWorks
    }
}

extension LicenceFinding.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .policy(let pattern?): "the policy names `\(pattern)`"
        case .policy(nil): "the policy does not name the licence"
        case .forbids(let use): "the licence forbids \(use.rawValue) use"
        case .forbidsDerivatives: "the licence lets nothing be derived from it"
        case .demandsSameLicence(let declared):
            "what is derived must be under the same licence, not `\(declared)`"
        case .declaredWider(let terms):
            "the licence of what was made from it leaves out \(terms.joined(separator: ", "))"
        case .unknownTerms: "nobody has said what the licence allows"
        case .noLicence: "no licence is stated"
        case .unknownWork: "nothing is known of it"
        case .tooManyWorks: "it was made from more works than are looked at"
        }
    }
}
