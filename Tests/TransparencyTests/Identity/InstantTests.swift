import Foundation
import Testing
import Transparency

@Suite struct InstantTests {
    @Test(
        arguments: [
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_001, "2000-03-01T00:00:00.001Z"),
            (1_795_233_600_000, "2026-11-21T04:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `a moment is written as RFC 3339 and read back`(_ milliseconds: Int64, _ text: String) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.description == text)
        #expect(instant.utf8 == Array(text.utf8))
        #expect(Instant(text) == instant)
        #expect(Instant(exactly: text) == instant)
    }

    @Test(arguments: [
        "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00.0Z", "2026-11-21T00:00:00.00Z",
    ])
    func `a shorter form is read, and is not the exact one`(_ text: String) {
        #expect(Instant(text)?.description == "2026-11-21T00:00:00.000Z")
        #expect(Instant(exactly: text) == nil)
    }

    @Test(arguments: [
        "", "2026-11-21 04:00:00.000Z", "2026-11-21T04:00:00.000z", "2026-11-21T04:00:00.Z",
        "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T23:60:00.000Z",
        "2026-01-01T23:59:60.000Z", "2026-11-21T04:00:00.000Z ", "2026-11-21T04:00:00.0000Z",
        "2026-11-21T04:00:00,000Z", "٢٠٢٦-11-21T04:00:00.000Z", "+026-11-21T04:00:00.000Z",
        "2100-02-29T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "2026-11-21T04:00:00+01:00",
    ])
    func `any other text is refused`(_ text: String) {
        #expect(Instant(text) == nil)
        #expect(Instant(exactly: text) == nil)
    }

    @Test func `every day of four centuries agrees with Foundation`() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: Int64(0), to: 146_097, by: 1) {
            let milliseconds = day * 86_400_000 + day * 577 % 86_400 * 1_000
            let instant = Instant(milliseconds: milliseconds)
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            #expect(Instant(instant.description) == instant)
            if day.isMultiple(of: 61) { #expect(instant.description == date.formatted(style)) }
        }
    }

    @Test func `a moment out of range is held at the ends`() {
        #expect(Instant(milliseconds: .min).description == "0001-01-01T00:00:00.000Z")
        #expect(Instant(milliseconds: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: .max).adding(days: 1) == Instant(milliseconds: .max))
        #expect(Instant(milliseconds: 0).adding(days: .min) == Instant(milliseconds: .min))
    }

    @Test func `a day is 24 hours, and a moment before 1970 falls in its day`() {
        let instant = Instant(milliseconds: -1)
        #expect(instant.day == "1969-12-31")
        #expect(instant.adding(days: 1).description == "1970-01-01T23:59:59.999Z")
        #expect(instant < instant.adding(days: 1))
    }
}
