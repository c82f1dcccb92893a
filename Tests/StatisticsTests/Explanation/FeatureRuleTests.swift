import Testing

@testable import Statistics

@Suite struct FeatureRuleTests {
    @Test func `what may change is what the rule says`() {
        #expect(FeatureRule(change: .onlyIncrease).allows(2, from: 1))
        #expect(!FeatureRule(change: .onlyIncrease).allows(0, from: 1))
        #expect(!FeatureRule(change: .onlyIncrease).allows(0, from: .nan))
        #expect(FeatureRule(change: .onlyDecrease).allows(0, from: 1))
        #expect(!FeatureRule(change: .immutable).allows(0, from: 1))
        #expect(FeatureRule(change: .immutable).allows(.nan, from: .nan))
        #expect(!FeatureRule(range: 0...1).allows(2, from: 0.5))
        #expect(FeatureRule(range: 0...1).allows(2, from: 2))
        #expect(!FeatureRule(kind: .wholeNumber).allows(1.5, from: 1))
        #expect(!FeatureRule(kind: .category([1, 3])).allows(2, from: 1))
        #expect(FeatureRule(kind: .category([1, 3])).allows(3, from: 1))
        #expect(!FeatureRule().allows(.nan, from: 1) && !FeatureRule().allows(.infinity, from: 1))
    }
}
