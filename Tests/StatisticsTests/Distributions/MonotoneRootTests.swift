import Testing

@testable import Statistics

@Suite struct MonotoneRootTests {
    @Test func `a root is found to its last digit`() {
        #expect(MonotoneRoot.first(in: 0...10) { $0 >= 2.0.squareRoot() } == 2.0.squareRoot())
        #expect(MonotoneRoot.first(in: 0...1e300) { $0 >= 3e-200 } == 3e-200)
        #expect(MonotoneRoot.first(in: 0...7) { _ in false } == 7)
        #expect(MonotoneRoot.first(in: 0...7) { _ in true } == 0)
        let rough = MonotoneRoot.first(in: 0...7, digits: 20) { $0 >= 1.3 }
        #expect(rough >= 1.3 && rough < 1.3 + 0x1p-19)
    }
}
