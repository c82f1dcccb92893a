import Testing

@testable import Statistics

@Suite struct SeededGeneratorTests {
    /// The first numbers of SplitMix64 from seed 0, as its authors publish them.
    @Test func `the numbers are SplitMix64's`() {
        var generator = SeededGenerator(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
        #expect((0..<100).allSatisfy { _ in generator.uniform() < 1 && generator.below(3) < 3 })
    }
}
