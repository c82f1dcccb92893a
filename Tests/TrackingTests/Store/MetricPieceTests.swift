import Testing

@testable import Tracking

@Suite struct MetricPieceTests {
    @Test func `what is kept is what is read`() throws {
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 2, 50] {
            let points = (0..<count).map { _ in
                MetricPoint(
                    timestampMilliseconds: .random(in: .min ... .max, using: &random),
                    step: .random(in: .min ... .max, using: &random),
                    value: Double(bitPattern: .random(in: 0 ... .max, using: &random)))
            }
            var read = MetricPiece()
            try read.add(MetricPiece(points: points).text)
            #expect(read.points.count == count)
            for (kept, found) in zip(points, read.points) {
                #expect(kept.step == found.step)
                #expect(kept.timestampMilliseconds == found.timestampMilliseconds)
                #expect(kept.value.bitPattern == found.value.bitPattern)
            }
        }
    }

    @Test func `regular steps take little room`() {
        let points = (0..<1_000).map {
            MetricPoint(
                timestampMilliseconds: 1_700_000_000_000 + Int64($0) * 1_000, step: Int64($0),
                value: 0.5)
        }
        #expect(MetricPiece(points: points).text.utf8.count < 28_000)
    }

    @Test(arguments: ["1", "1 2", "1 2 ", "1 2 3 x", "a b c "])
    func `what is no piece is told`(_ text: String) {
        var piece = MetricPiece()
        #expect(throws: TrackingError.self) { try piece.add(text) }
    }
}
