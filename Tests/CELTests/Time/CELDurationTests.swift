import CEL
import Testing

@Suite struct CELDurationTests {
    @Test(arguments: [
        ("0", "0s"), ("1h30m", "5400s"), ("-1.5s", "-1.5s"), ("100ms", "0.1s"),
        ("1us", "0.000001s"),
        ("+2m0.5s", "120.5s"), (".5s", "0.5s"),
        ("-9223372036854775808ns", "-9223372036.854775808s"),
    ])
    func `a duration reads as seconds`(text: String, seconds: String) {
        #expect(CELDuration(text)?.description == seconds)
    }

    @Test(arguments: [
        "", "1", "s", "-", "1x", "1.s.", "9223372036854775808ns", "1h 2m", "99999999999h", "1e3s",
    ])
    func `what is no duration, or too long, is refused`(text: String) {
        #expect(CELDuration(text) == nil)
    }
}
