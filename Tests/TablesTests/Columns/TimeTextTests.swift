import Foundation
import Testing

@testable import Tables

@Suite struct TimeTextTests {
    private func time(_ text: String) -> TimeText { TimeText(Array(text.utf8).span) }

    @Test(arguments: [
        ("1970-01-01", 0.0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016),
        ("2026-11-21", 20_778), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func `dates are days since 1970`(_ text: String, _ days: Double) {
        #expect(time(text).days == days)
        #expect(time(text).seconds == days * 86_400)
        let date = CivilDate(daysSinceEpoch: Int(days))
        #expect(date.daysSinceEpoch == Int(days))
        #expect(NumberMeaning.days.text(Int64(days)) == text)
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00", 0.0), ("1970-01-01 00:01:02", 62), ("1970-01-01T00:00:00.5Z", 0.5),
            ("1970-01-01T01:00:00+01:00", 0), ("1970-01-01T00:00:00-0130", 5_400),
            ("1969-12-31T23:59:59.25", -0.75), ("1970-01-01T05+05", nil), ("1970-01-01T24:00", nil),
            ("1970-01-01T00:00:00.", nil), ("1970-01-01T00:00Z1", nil), ("1970-01-01x00:00", nil),
            ("1970-01-01T00:00:00+1", nil),
        ] as [(String, Double?)])
    func `times are seconds since 1970, in UTC`(_ text: String, _ seconds: Double?) {
        #expect(time(text).seconds == seconds)
        #expect(time(text).days == nil)
    }

    @Test(arguments: [
        "", "1970", "1970-13-01", "1970-00-01", "1970-02-29", "1900-02-29", "70-01-01",
        "1970/01/01", "1970-1-1", "19700101", "1970-01-0a", "-970-01-01",
    ])
    func `what is no date is none`(_ text: String) {
        #expect(time(text).days == nil && time(text).seconds == nil)
    }
}
