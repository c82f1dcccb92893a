import Testing

@testable import Statistics

@Suite struct RadixSortTests {
    /// Values that are spread, equal, close together, and alike in their highest bits.
    static func values(_ kind: Int, _ count: Int) -> [Double] {
        var generator = SeededGenerator(seed: UInt64(kind))
        return (0..<count).map { index in
            switch kind {
            case 0: generator.normal() * 1e3
            case 1: Double(generator.below(7))
            case 2: 1 + generator.uniform() * 1e-9
            case 3: -1e200 * generator.uniform()
            case 4: Double(count - index)
            default: index.isMultiple(of: 5) ? .nan : generator.uniform() - 0.5
            }
        }
    }

    @Test(arguments: 0..<6, [0, 1, 2, 255, 257, 5_000, 70_000])
    func `keys are sorted as the standard library sorts them`(_ kind: Int, _ count: Int) {
        let values = Self.values(kind, count)
        let expected = values.filter { !$0.isNaN }.map(OrderKey.key).sorted()
        #expect(RadixSort.keys(of: values) == expected)
    }
}
