import Testing

@testable import Transparency

@Suite struct MerkleHashTests {
    @Test func `leaves and nodes hash as RFC 6962 says`() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let emptyLeaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        let leaf = "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        #expect(MerkleHash.empty.hex == empty)
        #expect(MerkleHash.leaf([]).hex == emptyLeaf)
        #expect(MerkleHash.leaf(Array("L123456".utf8)).hex == leaf)
    }

    @Test func `a node is the hash of 1, left and right`() {
        let (left, right) = (Digest(of: [1]), Digest(of: [2]))
        #expect(MerkleHash.node(left, right) == Digest(of: [1] + left.bytes + right.bytes))
        #expect(MerkleHash.node(left, right) != MerkleHash.node(right, left))
    }

    @Test func `a leaf that looks like a node hashes otherwise`() {
        let (left, right) = (Digest(of: [1]), Digest(of: [2]))
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != MerkleHash.node(left, right))
    }
}
