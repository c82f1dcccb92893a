import Testing

@testable import Tracking

@Suite struct TrackingCheckTests {
    @Test(arguments: ["a", "a/b", "a b:c-d.e_f", "é", "mlflow.user", "..."])
    func `a name may have these`(_ name: String) throws {
        try TrackingCheck.tag(TrackedPair(key: name, value: ""), "")
    }

    @Test(arguments: ["a\n", "a;b", "/a", "a//b", "../a", "a/..", ".", "..", "a/", "a?b", "a\0"])
    func `no name leads elsewhere when it becomes a file's`(_ name: String) {
        #expect(throws: TrackingError.self) {
            try TrackingCheck.tag(TrackedPair(key: name, value: ""), "")
        }
    }

    @Test func `a batch has limits`() throws {
        let metric = Metric(key: "m", value: 1, timestampMilliseconds: 1)
        let pair = TrackedPair(key: "k", value: "v")
        try TrackingCheck.batch(
            metrics: Array(repeating: metric, count: 800),
            parameters: Array(repeating: pair, count: 100),
            tags: Array(repeating: pair, count: 100))
        #expect(throws: TrackingError.self) {
            try TrackingCheck.batch(
                metrics: Array(repeating: metric, count: 1_001), parameters: [], tags: [])
        }
        #expect(throws: TrackingError.self) {
            try TrackingCheck.batch(
                metrics: [], parameters: Array(repeating: pair, count: 101), tags: [])
        }
        #expect(throws: TrackingError.self) {
            try TrackingCheck.batch(
                metrics: Array(repeating: metric, count: 801),
                parameters: Array(repeating: pair, count: 100),
                tags: Array(repeating: pair, count: 100))
        }
    }

    @Test func `a text that is too long is cut at a character`() {
        #expect(TrackingCheck.cut("äöü", to: 2) == "äö")
        #expect(TrackingCheck.cut("äöü", to: 3) == "äöü")
    }

    @Test func `an infinity is held as the largest number`() {
        #expect(
            Metric(key: "m", value: -.infinity, timestampMilliseconds: 1).value
                == -Double.greatestFiniteMagnitude)
    }
}
