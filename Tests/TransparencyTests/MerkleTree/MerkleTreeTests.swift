import Testing

@testable import Transparency

@Suite struct MerkleTreeTests {
    struct Golden: Decodable {
        struct Short: Decodable { let leaves_hex: [String], roots: [String: String] }
        struct Counted: Decodable { let roots: [String: String] }
        struct Note: Decodable { let vkey: String, text: String, signature_line: String }
        let A: Short
        let B: Counted
        let hash_checks: [String: String]
        let signed_note: Note
    }

    /// RFC 6962 §2.1 written as it stands there: recursive, with every leaf at hand.
    static func definedRoot(_ leaves: ArraySlice<[UInt8]>) -> Digest {
        guard leaves.count > 1 else {
            return leaves.first.map { MerkleHash.leaf($0) } ?? MerkleHash.empty
        }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return MerkleHash.node(definedRoot(leaves[..<middle]), definedRoot(leaves[middle...]))
    }

    static func leaves(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("\($0)".utf8) } }

    @Test func `the root is the one that RFC 6962 defines`() {
        for count in 0...130 {
            let leaves = Self.leaves(count)
            #expect(MerkleTree.root(ofLeaves: leaves) == Self.definedRoot(leaves[...]))
            let hashes = leaves.map { MerkleHash.leaf($0) }
            #expect(MerkleTree.root(of: hashes) == Self.definedRoot(leaves[...]))
        }
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist("tlog/tlog-golden.json"),
            "the golden roots stand beside the checkout, in ../shared/reference/tlog"))
    func `roots agree with other implementations`() throws {
        let golden = try ReferenceVectors.decode(Golden.self, "tlog/tlog-golden.json")
        let short = golden.A.leaves_hex.compactMap { Hex.decode($0) }
        #expect(golden.A.roots.count == 9)
        for (size, root) in golden.A.roots {
            let count = try #require(Int(size))
            #expect(MerkleTree.root(ofLeaves: Array(short.prefix(count))).hex == root)
        }
        #expect(golden.B.roots.count == 16)
        for (size, root) in golden.B.roots {
            let count = try #require(Int(size))
            #expect(MerkleTree.root(ofLeaves: Self.leaves(count)).hex == root, "size \(size)")
        }
        let checks = golden.hash_checks
        #expect(checks["empty_root"] == MerkleHash.empty.hex)
        #expect(checks["leaf_empty"] == MerkleHash.leaf([]).hex)
        #expect(checks["leaf_L123456"] == MerkleHash.leaf(Array("L123456".utf8)).hex)
    }
}
