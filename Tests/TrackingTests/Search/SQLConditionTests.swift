import Testing

@testable import Tracking

@Suite struct SQLConditionTests {
    @Test(arguments: [
        ("abc", "abc", true), ("abc", "a%", true), ("abc", "%c", true), ("abc", "a_c", true),
        ("abc", "b%", false), ("abc", "", false), ("", "%", true), ("aXbXc", "a%b%c", true),
        ("abc", "____", false), ("a%c", "a%c", true), ("ABC", "abc", false),
    ])
    func `a pattern has any text and any character`(
        _ text: String, _ pattern: String, _ matches: Bool
    ) {
        #expect(LikePattern(pattern).matches(text) == matches)
    }

    @Test func `nothing holds of a text that is not there`() throws {
        for filter in ["name = 'x'", "name != 'x'", "name LIKE '%'"] {
            let comparison = try #require(
                try Filter(filter, in: .registeredModels).comparisons.first)
            #expect(!comparison.holds(of: nil))
        }
    }
}
