import CEL
import Testing

@Suite struct CELTimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00+02:00", 951_818_400),
        ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("1969-12-31T23:59:59Z", -1), ("2100-03-01T00:00:00Z", 4_107_542_400),
    ])
    func `text and seconds agree`(text: String, seconds: Int64) {
        #expect(CELTimestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-13-01T00:00:00Z", "1971-02-29T00:00:00Z", "1970-01-01T24:00:00Z",
        "1970-01-01T00:00:00", "1970-01-01T00:00:00.Z", "1970-01-01 00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "1970-01-01T00:00:00Zx",
    ])
    func `what is no moment of the years 1 to 9999 is refused`(text: String) {
        #expect(CELTimestamp(text) == nil)
    }

    @Test func `every day's text reads back as that day`() {
        for day in stride(from: Int64(-719_162), through: 2_932_896, by: 397) {
            let moment = CELTimestamp(seconds: day * 86_400 + 3_661, nanoseconds: 120)
            #expect(moment.flatMap { CELTimestamp($0.description) } == moment)
        }
    }
}
