import Testing

@testable import Statistics

@Suite struct AreaUnderCurveTests {
    /// Worked by hand: of 2 · 3 pairs the true row wins 4 and ties 1.
    @Test func `equal scores count one half`() throws {
        let area = try #require(
            try AreaUnderCurve(
                labels: [true, false, true, false, false], scores: [0.9, 0.5, 0.5, 0.8, 0.1]))
        #expect(area.area == (3 + 1 + 0.5) / 6)
    }

    @Test func `the order of the rows does not matter`() throws {
        let labels = [true, false, true, true, false, false, true]
        let scores = [0.1, 0.2, 0.2, 0.7, 0.6, 0, -0.0]
        let forth = try AreaUnderCurve(labels: labels, scores: scores)
        let back = try AreaUnderCurve(labels: labels.reversed(), scores: scores.reversed())
        #expect(forth == back)
    }

    @Test func `turning the labels round turns the area round`() throws {
        let reference = try #require(try ReferenceValues.load().samples.last)
        let labels = reference.labels.map { $0 == 1 }
        let one = try #require(try AreaUnderCurve(labels: labels, scores: reference.scores))
        let other = try #require(
            try AreaUnderCurve(labels: labels.map { !$0 }, scores: reference.scores))
        #expect(isClose(one.area, 1 - other.area))
        #expect(isClose(try #require(one.standardError), try #require(other.standardError)))
    }

    @Test func `few rows in perfect order are not certain`() throws {
        let labels = [true, true, true, false, false, false]
        let area = try #require(
            try AreaUnderCurve(labels: labels, scores: [0.9, 0.8, 0.7, 0.3, 0.2, 0.1]))
        #expect(area.area == 1 && area.upper == 1)
        #expect(area.method == .newcombe)
        #expect(area.lower < 0.75)
    }

    @Test func `alike labels have no area`() throws {
        #expect(try AreaUnderCurve(labels: [true, true], scores: [0.1, 0.2]) == nil)
        #expect(try AreaUnderCurve(labels: [false], scores: [0.1]) == nil)
    }

    @Test func `one row of each label has an area and no standard error`() throws {
        let area = try #require(try AreaUnderCurve(labels: [true, false], scores: [0.4, 0.4]))
        #expect(area.area == 0.5)
        #expect(area.standardError == nil)
        #expect(area.lower < 0.1 && area.upper > 0.9)
    }
}
