import Testing
import Transparency

@testable import Governance

@Suite struct EvidenceOfferTests {
    private func check(_ lookedAt: [Part], expiresAt: Instant? = nil) throws(EvidenceRefusal) {
        try EvidenceOffer(
            kind: .evalReport, lookedAt: lookedAt, at: Income.now, expiresAt: expiresAt
        ).check(against: Income.composition, now: Income.now)
    }

    @Test func `evidence about parts of the version is taken`() {
        #expect(throws: Never.self) { try check([Income.weights]) }
        #expect(throws: Never.self) { try check(Income.parts) }
    }

    @Test func `evidence that looked at nothing is refused`() {
        #expect(throws: EvidenceRefusal.looksAtNothing) { try check([]) }
    }

    @Test func `evidence about other digests is refused, with each of them`() {
        let stranger = Income.part(.weights, "another model")
        let moved = Part(role: .adapter, digest: Income.weights.digest)
        #expect(throws: EvidenceRefusal.aboutOtherDigests([stranger, moved])) {
            try check([stranger, Income.weights, moved])
        }
    }

    @Test func `evidence that expires now has expired`() {
        #expect(throws: EvidenceRefusal.expired(Income.now)) {
            try check([Income.weights], expiresAt: Income.now)
        }
        let next = Instant(milliseconds: Income.now.milliseconds + 1)
        #expect(throws: Never.self) { try check([Income.weights], expiresAt: next) }
    }
}
