import Testing

@testable import Tracking

@Suite struct OrderKeyTests {
    @Test(arguments: [
        ("metrics.acc DESC", OrderKey(entity: .metric, key: "acc", isAscending: false)),
        ("params.`a b` asc", OrderKey(entity: .parameter, key: "a b", isAscending: true)),
        ("start_time", OrderKey(entity: .attribute, key: "start_time", isAscending: true)),
        (
            "attribute.Created desc",
            OrderKey(entity: .attribute, key: "start_time", isAscending: false)
        ),
    ])
    func `an order names a key and a direction`(_ text: String, _ key: OrderKey) throws {
        #expect(try OrderKey(text, in: .runs) == key)
    }

    @Test(arguments: ["", "start_time DOWN", "nothing", "a b c", "foo.x", "metrics.a DESC, x"])
    func `what cannot be ordered by is refused`(_ text: String) {
        #expect(throws: TrackingError.self) { try OrderKey(text, in: .runs) }
    }

    @Test func `nothing is ordered by twice`() {
        #expect(throws: TrackingError.self) {
            try OrderKey.keys(["start_time", "created DESC"], in: .runs)
        }
    }
}
