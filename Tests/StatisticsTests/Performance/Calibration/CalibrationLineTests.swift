import Testing

@testable import Statistics

@Suite struct CalibrationLineTests {
    @Test func `slope and level and their errors are statsmodels'`() throws {
        for sample in try PerformanceValues.load().binary {
            let line = try #require(
                try CalibrationLine(
                    labels: sample.labels.map { $0 == 1 }, scores: sample.first))
            let reach = 1.959963984540054
            #expect(isClose(line.slope.value, sample.line.slope, within: 1e-9))
            #expect(isClose(line.intercept.value, sample.line.intercept, within: 1e-9))
            let errors = (
                (line.slope.upper - line.slope.value) / reach,
                (line.intercept.upper - line.intercept.value) / reach
            )
            #expect(isClose(errors.0, sample.line.slope_error, within: 1e-8))
            #expect(isClose(errors.1, sample.line.intercept_error, within: 1e-8))
        }
    }

    @Test func `separated or constant scores have no line`() throws {
        #expect(try CalibrationLine(labels: [false, true], scores: [0.1, 0.9]) == nil)
        #expect(try CalibrationLine(labels: [false, true], scores: [0.5, 0.5]) == nil)
        #expect(try CalibrationLine(labels: [true, true], scores: [0.4, 0.5]) == nil)
    }
}
