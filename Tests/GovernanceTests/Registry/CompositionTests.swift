import Testing
import Transparency

@testable import Governance

@Suite struct CompositionTests {
    /// RFC 6962 §2.1 by its definition, on leaves written out as the design gives them.
    private func root(of parts: [Part]) -> Digest {
        let distinct = Set(parts).map { (role: $0.role.rawValue, digest: $0.digest.description) }
        let sorted = distinct.sorted { ($0.role, $0.digest) < ($1.role, $1.digest) }
        return treeHash(
            sorted.map { Array(#"{"digest":"\#($0.digest)","role":"\#($0.role)"}"#.utf8) }[...])
    }

    private func treeHash(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        guard leaves.count > 1 else { return Digest(of: leaves.first.map { [0] + $0 } ?? []) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        let halves = treeHash(leaves[..<middle]).bytes + treeHash(leaves[middle...]).bytes
        return Digest(of: [1] + halves)
    }

    private func randomParts(_ random: inout SeededRandom, _ count: Int) -> [Part] {
        (0..<count).map { _ in
            Part(
                role: random.one(of: PartRole.allCases),
                digest: Income.digest("\(UInt8.random(in: 0...40, using: &random))"))
        }
    }

    @Test func `the root is the Merkle tree hash over the parts' leaves`() {
        var random = SeededRandom()
        for count in 1...70 {
            let parts = randomParts(&random, count)
            #expect(Composition(parts).root == root(of: parts), "\(count) parts")
        }
        #expect(Composition([]).root == Digest(of: []))
    }

    @Test func `one part's root is the hash of its leaf alone`() {
        let text = #"{"digest":"\#(Income.weights.digest)","role":"weights"}"#
        #expect(Composition([Income.weights]).root == Digest(of: [0] + Array(text.utf8)))
    }

    @Test func `order and duplicates do not matter`() {
        var random = SeededRandom()
        for _ in 0..<100 {
            let parts = randomParts(&random, 12)
            let other = Composition((parts + parts.prefix(5)).shuffled(using: &random))
            #expect(other == Composition(parts))
        }
    }

    @Test func `parts stand in order of role, then of digest`() {
        let other = Income.part(.weights, "other weights")
        let weights = [Income.weights, other].sorted { $0.digest < $1.digest }
        #expect(
            Composition([other] + Income.parts).parts
                == [Income.config, Income.evaluationData] + weights)
    }

    @Test func `the same bytes in another role are another root`() {
        let moved = Part(role: .adapter, digest: Income.weights.digest)
        #expect(Composition([moved]).root != Composition([Income.weights]).root)
    }

    @Test func `it contains exactly its parts, in their roles`() {
        var random = SeededRandom()
        for count in 0...40 {
            let composition = Composition(randomParts(&random, count))
            for role in PartRole.allCases {
                for content in 0...40 {
                    let part = Income.part(role, "\(content)")
                    #expect(composition.contains(part) == Set(composition.parts).contains(part))
                }
            }
        }
    }

    @Test func `the digests in a role are those of its parts`() {
        let other = Income.part(.weights, "other weights")
        let composition = Composition([other] + Income.parts)
        #expect(Set(composition.digests(in: .weights)) == [Income.weights.digest, other.digest])
        #expect(composition.digests(in: .prompt).isEmpty)
    }

    @Test func `changed roles are those whose digests differ, each once, in order`() {
        let before = Composition(Income.parts)
        let changed = Composition([Income.part(.weights, "new"), Income.config])
        #expect(changed.changedRoles(from: before) == [.evaluationData, .weights])
        #expect(before.changedRoles(from: changed) == [.evaluationData, .weights])
        #expect(before.changedRoles(from: before).isEmpty)
    }

    @Test func `a role is seen when all its parts are, and it has one`() {
        let second = Income.part(.weights, "shard two")
        let composition = Composition(Income.parts + [second])
        #expect(composition.isSeen(by: [Income.weights, second], in: [.weights]))
        #expect(!composition.isSeen(by: [Income.weights], in: [.weights]))
        #expect(!composition.isSeen(by: composition.parts, in: [.weights, .prompt]))
        #expect(composition.isSeen(by: [], in: []))
    }
}
