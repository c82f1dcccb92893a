import Testing

@testable import SupplyChain

@Suite struct LicenceJudgementTests {
    private typealias Work = DerivationGraph.Work
    private typealias Source = DerivationGraph.Source

    private static let selling = LicencePolicy(uses: [.commercial, .distribution])
    /// Everything that a policy could ask about is allowed; what is left is the licences' own doing.
    private static let open = LicencePolicy(
        uses: [.commercial, .distribution], allow: ["LicenseRef-*", "C*", "G*", "permissive"])

    private static func judge(
        _ licence: String?, _ base: String?, _ derivation: DerivationGraph.Derivation = .modifies,
        by policy: LicencePolicy = open
    ) -> LicenceJudgement {
        let graph = DerivationGraph([
            Work(name: "adapter", licence: licence, sources: [Source("base", derivation)]),
            Work(name: "base", licence: base),
        ])
        return LicenceJudgement(of: "adapter", in: graph, by: policy)
    }

    @Test
    func `an Apache adapter on a non-commercial base may not be sold, and the chain says why`() {
        let graph = DerivationGraph([
            Work(name: "adapter", licence: "apache-2.0", sources: [Source("merge", .modifies)]),
            Work(name: "merge", licence: "mit", sources: [Source("base", .modifies)]),
            Work(name: "base", licence: "cc-by-nc-4.0"),
        ])
        let judgement = LicenceJudgement(of: "adapter", in: graph, by: Self.selling)
        #expect(judgement.effect == .deny)
        #expect(
            judgement.findings.first
                == LicenceFinding(
                    effect: .deny, reason: .forbids(.commercial),
                    chain: ["adapter", "merge", "base"], licence: "CC-BY-NC-4.0"))
    }

    @Test(
        arguments: [
            ("Apache-2.0", "MIT", .modifies, .allow),
            ("Apache-2.0", "CC-BY-NC-4.0", .trainedOn, .deny),
            ("Apache-2.0", "CC-BY-NC-4.0", .contains, .deny),
            ("Apache-2.0", "CC-BY-ND-4.0", .modifies, .deny),
            ("Apache-2.0", "CC-BY-ND-4.0", .trainedOn, .ask),
            ("Apache-2.0", "CC-BY-ND-4.0", .contains, .allow),
            ("Apache-2.0", "GPL-3.0-only", .modifies, .deny),
            ("GPL-3.0-only", "GPL-3.0-only", .modifies, .allow),
            ("MIT OR GPL-3.0-only", "GPL-3.0-only", .modifies, .deny),
            ("MIT AND GPL-3.0-only", "GPL-3.0-only", .modifies, .allow),
            ("Apache-2.0", "GPL-3.0-only OR MIT", .modifies, .allow),
            ("Apache-2.0", "GPL-3.0-only AND MIT", .modifies, .deny),
            ("Apache-2.0", "CC-BY-SA-4.0", .trainedOn, .ask),
            ("Apache-2.0", "llama3.1", .modifies, .ask),
            ("llama3.1", "llama3.1", .modifies, .allow), ("Apache-2.0", nil, .modifies, .ask),
            (nil, "MIT", .modifies, .ask), ("Apache-2.0", "other", .modifies, .ask),
            ("Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", .modifies, .allow),
            ("Apache-2.0", "GPL-2.0-only WITH unknown-exception", .modifies, .deny),
            ("Apache-2.0", "acme-non-commercial", .modifies, .deny),
        ] as [(String?, String?, DerivationGraph.Derivation, LicenceEffect)])
    func `a combination is judged by both licences and the tie between them`(
        _ licence: String?, _ base: String?, _ derivation: DerivationGraph.Derivation,
        _ expected: LicenceEffect
    ) {
        #expect(Self.judge(licence, base, derivation).effect == expected)
    }

    @Test func `a data licence counts as the policy says`() {
        let lenient = LicencePolicy(uses: [.commercial], allow: ["*"], dataCounts: false)
        #expect(Self.judge("MIT", "CC-BY-NC-4.0", .trainedOn, by: lenient).effect == .ask)
        #expect(Self.judge("MIT", "CC-BY-NC-4.0", .modifies, by: lenient).effect == .deny)
    }

    @Test func `what is not sold or passed on may be non-commercial`() {
        let inside = LicencePolicy(uses: [], allow: ["*"])
        #expect(Self.judge("Apache-2.0", "CC-BY-NC-4.0", by: inside).effect == .allow)
        #expect(Self.judge("Apache-2.0", "GPL-3.0-only", by: inside).effect == .allow)
        let served = LicencePolicy(uses: [.service], allow: ["*"])
        #expect(Self.judge("Apache-2.0", "GPL-3.0-only", by: served).effect == .allow)
        #expect(Self.judge("Apache-2.0", "AGPL-3.0-only", by: served).effect == .deny)
    }

    @Test func `no pattern allows what a licence forbids`() {
        let policy = LicencePolicy(uses: [.commercial], allow: ["CC-BY-NC-4.0"])
        #expect(Self.judge("CC-BY-NC-4.0", "MIT", by: policy).effect == .deny)
    }

    @Test func `works that are not known, or were made from themselves, are no way around`() {
        let missing = DerivationGraph([
            Work(name: "a", licence: "MIT", sources: [Source("b", .modifies)])
        ])
        let judgement = LicenceJudgement(of: "a", in: missing, by: Self.open)
        #expect(judgement.findings.map(\.reason) == [.unknownWork] && judgement.effect == .ask)
        #expect(LicenceJudgement(of: "x", in: missing, by: Self.open).effect == .ask)
        let circle = DerivationGraph([
            Work(name: "a", licence: "MIT", sources: [Source("b", .modifies)]),
            Work(
                name: "b", licence: "MIT",
                sources: [Source("a", .modifies), Source("b", .trainedOn)]),
        ])
        #expect(LicenceJudgement(of: "a", in: circle, by: Self.open).effect == .allow)
    }

    @Test func `more works than are looked at leave it undecided`() {
        let works = (0...DerivationGraph.workCountMax).map { index in
            Work(name: "\(index)", licence: "MIT")
        }
        let root = Work(
            name: "root", licence: "MIT", sources: works.map { Source($0.name, .trainedOn) })
        let judgement = LicenceJudgement(
            of: "root", in: DerivationGraph(works + [root]), by: Self.open)
        #expect(judgement.findings.map(\.reason) == [.tooManyWorks] && judgement.effect == .ask)
    }

    @Test func `a chain that is too long leaves it undecided`() {
        let works = (0..<100).map { index in
            Work(name: "\(index)", licence: "MIT", sources: [Source("\(index + 1)", .modifies)])
        }
        let judgement = LicenceJudgement(of: "0", in: DerivationGraph(works), by: Self.open)
        #expect(judgement.findings.map(\.reason) == [.tooManyWorks])
    }

    @Test func `a work made from more is never judged more mildly`() {
        var random = SeededRandom()
        let licences = [
            "MIT", "CC-BY-NC-4.0", "GPL-3.0-only", "llama3.1", "other", "CC-BY-ND-4.0 OR MIT",
        ]
        let ties: [DerivationGraph.Derivation] = [.modifies, .trainedOn, .contains]
        for _ in 0..<300 {
            var works = (0..<6).map { index in
                Work(
                    name: "\(index)", licence: licences.randomElement(using: &random),
                    sources: (index + 1..<6).filter { _ in Bool.random(using: &random) }
                        .map { Source("\($0)", ties.randomElement(using: &random) ?? .modifies) })
            }
            let before = LicenceJudgement(of: "0", in: DerivationGraph(works), by: Self.open)
            works.append(Work(name: "6", licence: licences.randomElement(using: &random)))
            let first = works[0]
            works[0] = Work(
                name: "0", statement: first.statement,
                sources: first.sources + [
                    Source("6", ties.randomElement(using: &random) ?? .modifies)
                ])
            let after = LicenceJudgement(of: "0", in: DerivationGraph(works), by: Self.open)
            #expect(after.effect >= before.effect)
            #expect(after.findings.allSatisfy { $0.chain.first == "0" })
        }
    }
}
