/// What a licence asks of whoever uses, changes or passes on what is under it.
///
/// They are our reading of each licence, for a first decision; they are no legal advice.
package struct LicenceTerms: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// To name the authors and keep the notices.
    package static let attribution = LicenceTerms(rawValue: 1 << 0)
    /// To pass on changed files, and no more, under the same licence.
    package static let fileShareAlike = LicenceTerms(rawValue: 1 << 1)
    /// To pass on the whole of what is derived under the same licence.
    package static let shareAlike = LicenceTerms(rawValue: 1 << 2)
    /// That offering it as a service counts as passing it on.
    package static let networkShareAlike = LicenceTerms(rawValue: 1 << 3)
    /// No use for money or commercial advantage.
    package static let noCommercialUse = LicenceTerms(rawValue: 1 << 4)
    /// Nothing derived may be passed on.
    package static let noDerivatives = LicenceTerms(rawValue: 1 << 5)
    /// It may not be passed on at all.
    package static let noDistribution = LicenceTerms(rawValue: 1 << 6)
    /// Some purposes are forbidden, and whoever gets it must be bound to that.
    package static let useRestrictions = LicenceTerms(rawValue: 1 << 7)
    /// Above some number of users or some turnover another licence is needed.
    package static let scaleLimit = LicenceTerms(rawValue: 1 << 8)
    /// What it makes may not be used to improve other models.
    package static let outputRestrictions = LicenceTerms(rawValue: 1 << 9)
    /// Models derived from it must bear its name.
    package static let naming = LicenceTerms(rawValue: 1 << 10)

    /// What a derived work cannot take away from whoever gets it.
    static let inherited: LicenceTerms = [
        .noCommercialUse, .noDistribution, .useRestrictions, .scaleLimit, .outputRestrictions,
    ]

    /// The terms' names, as a policy's groups and messages say them.
    package var names: [String] {
        Self.named.filter { contains($0.term) }.map(\.name)
    }

    private static let named: [(term: LicenceTerms, name: String)] = [
        (.attribution, "attribution"), (.fileShareAlike, "file-share-alike"),
        (.shareAlike, "share-alike"), (.networkShareAlike, "network-share-alike"),
        (.noCommercialUse, "non-commercial"), (.noDerivatives, "no-derivatives"),
        (.noDistribution, "no-distribution"), (.useRestrictions, "use-restrictions"),
        (.scaleLimit, "scale-limit"), (.outputRestrictions, "output-restrictions"),
        (.naming, "naming"),
    ]

    /// Whether anything may be done with it, naming its authors at most.
    package var arePermissive: Bool { subtracting(.attribution).isEmpty }
}

/// What is to be done with something.
package enum LicenceUse: String, Sendable, Hashable, CaseIterable {
    /// For money or commercial advantage.
    case commercial
    /// Passed on to others.
    case distribution
    /// Offered over a network.
    case service
}

extension LicenceTerms {
    /// What of these uses is forbidden outright.
    func forbidden(_ uses: Set<LicenceUse>) -> [LicenceUse] {
        LicenceUse.allCases.filter(uses.contains).filter { use in
            switch use {
            case .commercial: contains(.noCommercialUse)
            case .distribution: contains(.noDistribution)
            case .service: false
            }
        }
    }

    /// Whether these uses pass it on, so that what is derived must be under the same licence.
    func demandsSameLicence(for uses: Set<LicenceUse>) -> Bool {
        contains(.shareAlike) && uses.contains(.distribution)
            || contains(.networkShareAlike) && !uses.isDisjoint(with: [.distribution, .service])
    }
}
