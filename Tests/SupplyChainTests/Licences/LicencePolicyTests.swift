import Testing

@testable import SupplyChain

@Suite struct LicencePolicyTests {
    @Test(
        arguments: [
            ("MIT", .allow, "permissive"), ("CC-BY-NC-4.0", .deny, "cc-by-nc-*"),
            ("GPL-3.0-only", .ask, "share-alike"), ("MPL-2.0", .ask, nil),
            ("LicenseRef-x", .ask, nil),
            ("ISC", .deny, "isc"), ("LicenseRef-Corp", .allow, "LicenseRef-Corp"),
        ] as [(String, LicenceEffect, String?)])
    func `deny counts before ask, and ask before allow`(
        _ id: String, _ effect: LicenceEffect, _ pattern: String?
    ) {
        let policy = LicencePolicy(
            uses: [.commercial], allow: ["permissive", "LicenseRef-Corp"], ask: ["share-alike"],
            deny: ["cc-by-nc-*", "isc"])
        let found = policy.effect(on: LicenceCatalogue.licence(id: id))
        #expect(found.effect == effect && found.pattern == pattern)
    }

    @Test func `what no pattern speaks of is as the policy says`() {
        let policy = LicencePolicy(uses: [], allow: [], otherwise: .deny)
        #expect(policy.effect(on: LicenceCatalogue.licence(id: "MIT")).effect == .deny)
    }
}
