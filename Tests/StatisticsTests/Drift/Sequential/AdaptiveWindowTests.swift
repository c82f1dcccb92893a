import Testing

@testable import Statistics

@Suite struct AdaptiveWindowTests {
    @Test(arguments: ["steady", "jump", "steps", "slope"])
    func `changes, width and mean are river's`(_ name: String) throws {
        let reference = try #require(try DriftValues.load().streams[name])
        var window = try AdaptiveWindow()
        var changes: [Int] = []
        for (index, value) in stream(name).enumerated() where try window.add(value) {
            changes.append(index)
        }
        #expect(changes == reference.adwin && window.width == reference.width)
        #expect(isClose(window.mean, reference.mean, within: 1e-9))
    }

    @Test func `settings and values out of their range are refused`() throws {
        #expect(throws: DriftError.self) { try AdaptiveWindow(delta: 0) }
        #expect(throws: DriftError.self) { try AdaptiveWindow(clock: 0) }
        #expect(throws: DriftError.self) { try AdaptiveWindow(partLeast: 0) }
        var window = try AdaptiveWindow()
        #expect(throws: DriftError.self) { try window.add(.nan) }
    }
}
