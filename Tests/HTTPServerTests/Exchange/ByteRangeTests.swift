import Testing

@testable import HTTPServer

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-", 0..<10), ("bytes=3-5", 3..<6), ("bytes=9-", 9..<10),
        ("bytes=3-99", 3..<10), ("bytes=-3", 7..<10), ("bytes=-99", 0..<10),
        ("bytes=0-99999999999999999999999", 0..<10),
    ])
    func `one range is served`(header: String, range: Range<Int>) {
        #expect(ByteRange(header, of: 10) == .range(range))
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=99999999999999999999999-", "bytes=-0"])
    func `a range after the end is outside`(header: String) {
        #expect(ByteRange(header, of: 10) == .outside)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "bytes=1-2,4-5", "items=0-1",
        "bytes=0--1", "bytes= 1-2", "bytes=+1-2",
    ])
    func `what does not read is passed over`(header: String) {
        #expect(ByteRange(header, of: 10) == nil)
    }

    @Test func `nothing has no range`() {
        #expect(ByteRange("bytes=0-", of: 0) == .outside)
        #expect(ByteRange("bytes=-1", of: 0) == .outside)
        #expect(ByteRange(nil, of: 0) == nil)
    }
}
