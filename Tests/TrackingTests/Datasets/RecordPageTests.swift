import Testing

@testable import Tracking

@Suite struct RecordPageTests {
    @Test(arguments: ["after-0", "after-9007199254740993", "", nil])
    func `a token leads to where its page ended`(_ token: String?) throws {
        let page = try RecordPage(limit: 10, start: token)
        #expect(page.start.description == (token?.isEmpty == false ? token : "after-0"))
    }

    @Test(arguments: ["1", "after-", "after-x", "after--1", "from-1", "MTox"])
    func `a token that is none of ours is refused`(_ token: String) {
        #expect(throws: TrackingError.self) { try RecordPage(limit: 10, start: token) }
    }

    @Test func `a page has no more than fits`() throws {
        #expect(try RecordPage(limit: 50_000, start: nil).limit == DatasetLimits.resultCountMax)
    }
}
