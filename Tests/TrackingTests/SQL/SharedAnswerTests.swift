import Testing

@testable import Tracking

@Suite struct SharedAnswerTests {
    @Test func `nobody is told what was asked before they came`() async throws {
        let shared = SharedAnswer<Int, TrackingError>()
        let asked = Counter()
        await withTaskGroup { group in
            for _ in 0..<40 {
                group.addTask {
                    for _ in 0..<50 {
                        let before = asked.count
                        let told = try? await shared.value { () async throws(TrackingError) in
                            let number = asked.add()
                            await Task.yield()
                            return number
                        }
                        #expect((told ?? 0) > before)
                    }
                }
            }
        }
        // Most found somebody who asked for them.
        #expect(asked.count < 1_500)
    }

    @Test func `a failure is told, and asked anew afterwards`() async throws {
        let shared = SharedAnswer<Int, TrackingError>()
        await #expect(throws: TrackingError.self) {
            try await shared.value { () async throws(TrackingError) in throw .failed(.busy) }
        }
        #expect(try await shared.value { () async throws(TrackingError) in 7 } == 7)
    }
}
