import Foundation
import Testing

@testable import assay_verify

@Suite struct UTCTimeTests {
    @Test(arguments: [
        (0, "1970-01-01 00:00:00 UTC"), (951_782_399, "2000-02-28 23:59:59 UTC"),
        (951_782_400, "2000-02-29 00:00:00 UTC"), (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        (253_402_300_799, "9999-12-31 23:59:59 UTC"),
        (253_402_300_800, "253402300800 s since 1970"), (-1, "-1 s since 1970"),
    ])
    func `a time is written as its date`(_ seconds: Int, _ text: String) {
        #expect(UTCTime(seconds: seconds).description == text)
    }

    @Test func `dates agree with another implementation`() {
        for seconds in stride(from: 0, to: 8_000_000_000, by: 86_400 * 13 + 4_567) {
            let date = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
            let ours = UTCTime(seconds: seconds).description
            #expect(ours.prefix(10) == date.prefix(10))
            #expect(ours.dropFirst(11).prefix(8) == date.dropFirst(11).prefix(8))
        }
    }
}
