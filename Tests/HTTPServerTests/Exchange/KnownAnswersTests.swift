import Operations
import Testing
import Transparency

@testable import HTTPServer

@Suite struct KnownAnswersTests {
    private let now = Instant(milliseconds: 1_790_000_000_000)
    private let response = ServerResponse(200, type: "text/plain", [1, 2, 3, 4])

    private func question(token: String = "t", path: String = "/a") -> KnownAnswers.Question {
        .init(means: .token(id: token), path: path, query: ["q", "x"])
    }

    private func later(_ milliseconds: Int64) -> Instant {
        Instant(milliseconds: now.milliseconds + milliseconds)
    }

    @Test func `after a second one asks anew, and others are served meanwhile, for another second`()
    {
        let known = KnownAnswers()
        known.keep(response, to: question(), revision: 7, at: now)
        func answer(_ milliseconds: Int64) -> ServerResponse? {
            known.answer(to: question(), revision: 7, now: later(milliseconds))
        }
        #expect(answer(1_000) == nil)
        #expect(answer(1_000) != nil)
        #expect(answer(1_999) != nil)
        #expect(answer(2_000) == nil)
        known.keep(response, to: question(), revision: 7, at: later(2_000))
        #expect(answer(2_999) != nil)
        #expect(answer(3_000) == nil)
    }

    @Test func `an answer is given again to the same, after no commit, within a second`() {
        let known = KnownAnswers()
        known.keep(response, to: question(), revision: 7, at: now)
        func isKnown(_ question: KnownAnswers.Question, _ revision: Int, _ at: Instant) -> Bool {
            known.answer(to: question, revision: revision, now: at) != nil
        }
        #expect(isKnown(question(), 7, now))
        #expect(isKnown(question(), 7, later(999)))
        #expect(!isKnown(question(), 7, later(1_000)))
        #expect(!isKnown(question(), 7, later(-1)))
        #expect(!isKnown(question(), 8, now))
        #expect(!isKnown(question(), 6, now))
        #expect(!isKnown(question(token: "u"), 7, now))
        #expect(!isKnown(question(path: "/b"), 7, now))
    }

    @Test func `an answer from before a commit is not kept after it`() {
        let known = KnownAnswers()
        known.keep(response, to: question(), revision: 8, at: now)
        known.keep(response, to: question(path: "/old"), revision: 7, at: now)
        #expect(known.answer(to: question(path: "/old"), revision: 8, now: now) == nil)
        #expect(known.answer(to: question(path: "/old"), revision: 7, now: now) == nil)
        #expect(known.answer(to: question(), revision: 8, now: now) != nil)
    }

    @Test func `what is kept has a limit`() {
        let known = KnownAnswers(byteCountMax: 16)
        for path in ["/1", "/2", "/3", "/4", "/5"] {
            known.keep(response, to: question(path: path), revision: 1, at: now)
        }
        #expect(known.answer(to: question(path: "/4"), revision: 1, now: now) == nil)
        #expect(known.answer(to: question(path: "/5"), revision: 1, now: now) != nil)
        let large = ServerResponse(200, type: "text/plain", [UInt8](repeating: 1, count: 5))
        known.keep(large, to: question(path: "/large"), revision: 1, at: now)
        #expect(known.answer(to: question(path: "/large"), revision: 1, now: now) == nil)
    }
}
