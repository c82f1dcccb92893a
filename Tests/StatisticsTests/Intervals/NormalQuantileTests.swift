import Testing

@testable import Statistics

@Suite struct NormalQuantileTests {
    @Test func `placeholder`() throws { #expect(try NormalQuantile(0.5).value == 0) }
}
