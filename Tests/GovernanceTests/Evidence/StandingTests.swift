import Testing
import Transparency

@testable import Governance

/// Change one byte of any part, and exactly what looked at that part is void.
@Suite struct StandingTests {
    /// One random version, what looked at it, and the same with one part changed.
    struct Case {
        let before: [Part]
        let changed: Part
        let after: [Part]
        let evidence: [Evidence]
        let approvals: [Approval]
        let terms: Digest

        init(_ random: inout SeededRandom, _ number: Int) throws {
            let roles = PartRole.allCases
            // Few contents, so that the same bytes stand in several roles.
            let before = Array(
                Set(
                    (0..<Int.random(in: 1...10, using: &random)).map { _ in
                        Income.part(
                            random.one(of: roles), "\(Int.random(in: 0...4, using: &random))")
                    }
                )
            ).sorted()
            let changed = random.one(of: before)
            let rest = before.filter { $0 != changed }
            let fresh = Income.part(changed.role, "fresh \(number)")
            let moved = Part(role: random.one(of: roles), digest: changed.digest)
            self.after = random.one(of: [rest + [fresh], rest + [fresh], rest, rest + [moved]])
            self.before = before
            self.changed = changed
            let count = Int.random(in: 1...9, using: &random)
            evidence = (0..<count).map { index in
                Income.evidence(daysAgo: index, lookedAt: random.some(of: before))
            }
            approvals = try (0..<count).map { index in
                let isWhole = Bool.random(using: &random)
                return try Income.approval(
                    daysAgo: index, of: isWhole ? before : random.some(of: before), isWhole: isWhole
                )
            }
            terms = try Income.subject().terms
        }

        /// Written out as text, with no type of ours but the names.
        private func names(_ parts: [Part]) -> [String] {
            parts.map { "\($0.role.rawValue) \($0.digest.hex)" }
        }

        func isKept(_ lookedAt: [Part]) -> Bool {
            let there = Set(names(after))
            return names(lookedAt).allSatisfy(there.contains)
        }

        var isUnchanged: Bool { Set(names(before)) == Set(names(after)) }
    }

    @Test func `exactly the evidence that looked at a changed part is void`() throws {
        var random = SeededRandom()
        var (voidCount, keptCount) = (0, 0)
        for number in 0..<2500 {
            let example = try Case(&random, number)
            let after = Composition(example.after)
            for evidence in example.evidence {
                let standing = evidence.standing(for: after)
                #expect(standing.isHolding == example.isKept(evidence.lookedAt))
                if !example.isUnchanged {
                    let looked = evidence.lookedAt.contains(example.changed)
                    #expect(standing == (looked ? .void([example.changed.role]) : .holds))
                }
                if standing.isHolding { keptCount += 1 } else { voidCount += 1 }
            }
        }
        print("evidence: \(voidCount) void, \(keptCount) held")
        #expect(voidCount > 1000 && keptCount > 1000)
    }

    @Test func `exactly the approvals that looked at a changed part are void`() throws {
        var random = SeededRandom()
        var (voidCount, keptCount) = (0, 0)
        for number in 0..<2500 {
            let example = try Case(&random, number)
            let after = Composition(example.after)
            for approval in example.approvals {
                let standing = approval.standing(for: after, terms: example.terms)
                let isKept =
                    approval.root == nil ? example.isKept(approval.lookedAt) : example.isUnchanged
                #expect(standing.isHolding == isKept, "\(approval)")
                if standing.isHolding { keptCount += 1 } else { voidCount += 1 }
            }
        }
        print("approvals: \(voidCount) void, \(keptCount) held")
        #expect(voidCount > 1000 && keptCount > 1000)
    }

    @Test func `what held for a version holds for it again after the change is undone`() throws {
        var random = SeededRandom()
        for number in 0..<500 {
            let example = try Case(&random, number)
            let again = Composition(example.before.shuffled(using: &random))
            for evidence in example.evidence {
                #expect(evidence.standing(for: again) == .holds)
            }
            for approval in example.approvals {
                #expect(approval.standing(for: again, terms: example.terms) == .holds)
            }
        }
    }
}
