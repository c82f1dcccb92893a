import Testing

@testable import SupplyChain

@Suite struct LicencePolicyReadingTests {
    private static func policy(_ yaml: String) throws -> LicencePolicy {
        try LicencePolicy(yaml: Array(yaml.utf8))
    }

    @Test func `a policy says uses, lists, and what is known of works elsewhere`() throws {
        let policy = try Self.policy(
            """
            for: [commercial, service]
            allow: [permissive, MPL-2.0]
            ask: [LGPL-*]
            deny: [non-commercial]
            otherwise: deny
            training-data: asks
            works:
              org/base: {licence: CC-BY-NC-4.0, base-models: [org/root], datasets: [org/data]}
              org/root: mit
            """)
        #expect(policy.uses == [.commercial, .service])
        #expect(policy.allow == ["permissive", "MPL-2.0"])
        #expect(policy.ask == ["LGPL-*"])
        #expect(policy.deny == ["non-commercial"])
        #expect(policy.otherwise == .deny)
        #expect(!policy.dataCounts)
        #expect(policy.works.map(\.name) == ["org/base", "org/root"])
        #expect(policy.works[0].sources.map(\.name) == ["org/root", "org/data"])
    }

    @Test func `what is left out is the strict default`() throws {
        let policy = try Self.policy("deny: [AGPL-3.0-only]")
        #expect(policy.uses == [])
        #expect(policy.allow == ["permissive"])
        #expect(policy.otherwise == .ask)
        #expect(policy.dataCounts)
    }

    @Test func `an adapter on a base that the policy knows may not be sold`() throws {
        let policy = try Self.policy(
            "for: [commercial]\nworks: {org/base: CC-BY-NC-4.0}")
        let graph = DerivationGraph(
            policy.works + [
                .init(
                    name: "adapter", licence: "Apache-2.0",
                    sources: [.init("org/base", .modifies)])
            ])
        let judgement = LicenceJudgement(of: "adapter", in: graph, by: policy)
        #expect(judgement.effect == .deny)
        #expect(judgement.findings.first?.chain == ["adapter", "org/base"])
    }

    @Test(arguments: [
        ("permit: [MIT]", "`permit`"), ("- MIT", "mapping"), ("for: [sale]", "`sale`"),
        ("allow: MIT", "`allow` is a list"), ("otherwise: maybe", "`otherwise`"),
        ("works: {a: unknown}", "says nothing"), ("works: {a: {}}", "no licence"),
        ("works: [a]", "mapping"), ("deny: [[MIT]]", "list of texts"), ("", "empty"),
    ])
    func `what does not read is said`(yaml: String, words: String) {
        let error = #expect(throws: DocumentError.self) { try Self.policy(yaml) }
        #expect(error.map { "\($0)" }?.contains(words) == true, "\(String(describing: error))")
    }
}
