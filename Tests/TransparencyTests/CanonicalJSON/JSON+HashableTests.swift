import Testing

@testable import Transparency

@Suite struct JSONHashableTests {
    @Test func `values are equal exactly when their canonical forms are`() {
        let values: [JSON] = [
            nil, true, false, 0, .number(-0.0), 1, "", "e\u{301}", "\u{E9}", [], ["e\u{301}"],
            ["\u{E9}"], [:], ["e\u{301}": 1], ["\u{E9}": 1], ["a": 1, "b": 2], ["b": 2, "a": 1],
            .number(.nan), .number(.infinity), "null", [nil],
        ]
        for left in values {
            for right in values {
                #expect((left == right) == (left.canonicalBytes == right.canonicalBytes))
                if left == right { #expect(left.hashValue == right.hashValue) }
            }
        }
    }
}
