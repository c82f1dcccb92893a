import Testing

@testable import Tracking

@Suite struct SharedAnswersTests {
    @Test func `everybody is told the answer to their own question, asked after they came`()
        async throws
    {
        let shared = SharedAnswers<Int, Answer, TrackingError>()
        let asked = Counter()
        let told = await withTaskGroup(of: Int.self) { group in
            for asker in 0..<40 {
                group.addTask {
                    var told = 0
                    for _ in 0..<50 {
                        let question = asker % 3
                        let before = asked.count
                        let answer = try? await shared.value(of: question) {
                            () async throws(TrackingError) in
                            let number = asked.add()
                            await Task.yield()
                            return Answer(question: question, number: number)
                        }
                        #expect(answer?.question == question && answer?.number ?? 0 > before)
                        told += 1
                    }
                    return told
                }
            }
            return await group.reduce(0, +)
        }
        #expect(told == 2_000)
        // Most found somebody who asked for them.
        #expect(asked.count < 1_500)
    }

    @Test func `a question that failed is asked anew`() async throws {
        let shared = SharedAnswers<String, Int, TrackingError>()
        await #expect(throws: TrackingError.self) {
            try await shared.value(of: "a") { () async throws(TrackingError) in
                throw .failed(.busy)
            }
        }
        #expect(try await shared.value(of: "a") { () async throws(TrackingError) in 7 } == 7)
    }

    private struct Answer { let question, number: Int }
}
