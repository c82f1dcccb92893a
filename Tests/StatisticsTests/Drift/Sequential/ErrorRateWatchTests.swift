import Testing

@testable import Statistics

@Suite struct ErrorRateWatchTests {
    @Test(arguments: ["steady", "jump", "steps", "slope"])
    func `drifts and warnings come where river's come`(_ name: String) throws {
        let reference = try #require(try DriftValues.load().streams[name])
        var watch = ErrorRateWatch()
        var (drifts, warnings) = ([Int](), [Int]())
        for (index, value) in stream(name).enumerated() {
            switch watch.add(isError: value > 0.8) {
            case .drift: drifts.append(index)
            case .warning: warnings.append(index)
            case .steady: continue
            }
        }
        #expect(drifts == reference.errorDrifts)
        #expect([warnings.count, warnings.reduce(0, +)] == reference.errorWarnings)
    }
}
