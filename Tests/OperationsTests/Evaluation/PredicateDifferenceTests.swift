import Operations
import Testing
import Transparency

@Suite struct PredicateDifferenceTests {
    @Test(
        arguments: [
            (JSON(1), JSON(1), []), (JSON(1), JSON(2), [""]), (["a": 1], ["a": 1], []),
            (["a": 1, "b": 2], ["a": 2, "c": 3], ["a", "b", "c"]),
            (["a": [1, 2, ["b": 3]]], ["a": [1, 5, ["b": 4], 6]], ["a[1]", "a[2].b", "a[3]"]),
            (["a": 1], ["a": "1"], ["a"]), (["a": [:]], ["a": []], ["a"]), ([], [], []),
            (["a": .null], [:], ["a"]),
        ] as [(JSON, JSON, [String])])
    func `every place that differs is named, and no other`(
        recorded: JSON, again: JSON, paths: [String]
    ) {
        #expect(PredicateDifference.between(recorded, again).map(\.path) == paths)
    }
}
