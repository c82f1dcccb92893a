import Testing

@testable import Statistics

@Suite struct MurmurHashTests {
    /// The coupon of a value is in the list that DataSketches wrote for 0, 1 and 2.
    @Test func `numbers and texts hash as in DataSketches`() throws {
        let cases = try DriftValues.load().distinctSketches.filter { $0.count == 3 }
        #expect(!cases.isEmpty)
        for reference in cases {
            var own = HyperLogLog(lgSlots: reference.lg)
            for value in 0..<3 { own.add(MurmurHash(Double(value))) }
            #expect(try HyperLogLog(bytes: Array(reference.bytes)) == own)
        }
    }

    @Test func `minus zero is zero, every NaN the same, a text its bytes`() {
        #expect(MurmurHash(-0.0) == MurmurHash(0.0))
        #expect(MurmurHash(Double.nan) == MurmurHash(-Double.signalingNaN))
        #expect(MurmurHash("abc") == MurmurHash([97, 98, 99]))
        #expect(MurmurHash(UInt64(0x0807_0605_0403_0201)) == MurmurHash([1, 2, 3, 4, 5, 6, 7, 8]))
    }

    @Test func `texts of every length hash unlike`() {
        let hashes = (0...40).map { MurmurHash([UInt8](repeating: 1, count: $0)).first }
        #expect(Set(hashes).count == 41)
    }
}
