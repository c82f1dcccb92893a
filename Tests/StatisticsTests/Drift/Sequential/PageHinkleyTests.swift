import Testing

@testable import Statistics

@Suite struct PageHinkleyTests {
    @Test(arguments: ["steady", "jump", "steps", "slope"])
    func `alarms come where river's come`(_ name: String) throws {
        let reference = try #require(try DriftValues.load().streams[name])
        var both = PageHinkley(threshold: 20)
        var down = PageHinkley(
            valuesLeast: 60, tolerance: 0.05, threshold: 5, direction: .down)
        var (alarms, falls) = ([Int](), [Int]())
        for (index, value) in stream(name).enumerated() {
            if try both.add(value) { alarms.append(index) }
            if try down.add(-value) { falls.append(index) }
        }
        #expect(alarms == reference.pageHinkley && falls == reference.pageHinkleyDown)
    }

    @Test(arguments: [Double.nan, .infinity])
    func `what is no number is refused`(_ value: Double) {
        var watch = PageHinkley()
        #expect(throws: DriftError.self) { try watch.add(value) }
    }
}
