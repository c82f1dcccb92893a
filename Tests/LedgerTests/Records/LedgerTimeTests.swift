import Foundation
import Testing

@testable import Ledger

@Suite struct LedgerTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_001, "2000-03-01T00:00:00.001Z"),
            (1_795_233_600_000, "2026-11-21T04:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (LedgerTime.millisecondsMax, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `a moment is written as RFC 3339 and read back`(
        _ milliseconds: Int64, _ text: String
    ) throws {
        let time = try #require(LedgerTime(millisecondsSince1970: milliseconds))
        #expect(time.description == text)
        #expect(LedgerTime(text) == time)
    }

    @Test(arguments: [
        "", "2026-11-21T04:00:00Z", "2026-11-21 04:00:00.000Z", "2026-11-21T04:00:00.000z",
        "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T23:60:00.000Z",
        "2026-01-01T23:59:60.000Z", "1969-12-31T23:59:59.999Z", "2026-11-21T04:00:00.000Z ",
        "2026-11-21T04:00:00,000Z", "٢٠٢٦-11-21T04:00:00.000Z", "+026-11-21T04:00:00.000Z",
        "2100-02-29T00:00:00.000Z", "0000-01-01T00:00:00.000Z",
    ])
    func `any other text is refused`(_ text: String) {
        #expect(LedgerTime(text) == nil)
    }

    @Test func `every day of four centuries agrees with Foundation`() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: Int64(0), to: 146_097, by: 1) {
            let milliseconds = day * 86_400_000 + day * 577 % 86_400 * 1_000
            let time = try #require(LedgerTime(millisecondsSince1970: milliseconds))
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            #expect(LedgerTime(time.description) == time)
            if day.isMultiple(of: 61) { #expect(time.description == date.formatted(style)) }
        }
    }

    @Test func `a clock out of range is held at the ends`() {
        #expect(LedgerTime(millisecondsSince1970: -1) == nil)
        #expect(LedgerTime(millisecondsSince1970: LedgerTime.millisecondsMax + 1) == nil)
        let late = LedgerTime(clampingMillisecondsSince1970: .max)
        #expect(late.description == "9999-12-31T23:59:59.999Z")
        #expect(LedgerTime(clampingMillisecondsSince1970: .min) < late)
    }
}
