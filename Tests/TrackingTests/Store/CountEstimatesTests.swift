import Testing

@testable import Tracking

@Suite struct CountEstimatesTests {
    @Test func `a count is made again when it was used often or is forgotten`() throws {
        let estimates = CountEstimates()
        let query = SQLQuery("SELECT ?", [.integer(1)])
        var countings = 0
        func count() throws -> Int64 {
            try estimates.count(of: query) { _ throws(TrackingError) in
                countings += 1
                return Int64(countings)
            }
        }
        #expect(try (0...1_000).map { _ in try count() } == Array(repeating: 1, count: 1_001))
        #expect(try count() == 2)
        estimates.forget()
        #expect(try count() == 3)
    }
}
