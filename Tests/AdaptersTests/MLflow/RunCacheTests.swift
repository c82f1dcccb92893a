import Testing
import Tracking

@testable import Adapters

@Suite struct RunCacheTests {
    @Test func `what is kept is of one revision alone`() {
        let cache = RunCache()
        cache.keep([1], at: RunPlace(number: 1, revision: 1))
        #expect(cache.bytes(at: RunPlace(number: 1, revision: 1)) == [1])
        #expect(cache.bytes(at: RunPlace(number: 1, revision: 2)) == nil)
        cache.keep([2], at: RunPlace(number: 1, revision: 2))
        #expect(cache.bytes(at: RunPlace(number: 1, revision: 1)) == nil)
    }

    @Test func `it never holds more than it may`() {
        let cache = RunCache(byteCountMax: 10)
        for number in 0..<20 {
            cache.keep([1, 2, 3], at: RunPlace(number: Int64(number), revision: 1))
        }
        let places = (0..<20).map { RunPlace(number: Int64($0), revision: 1) }
        #expect(cache.bytes(at: places).known.count <= 3)
    }
}
