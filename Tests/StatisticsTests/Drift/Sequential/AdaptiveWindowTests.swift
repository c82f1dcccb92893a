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

    @Test func `a window that goes on keeps what came after the change`() throws {
        var window = try AdaptiveWindow(restarts: false)
        var changes = 0
        for value in stream("jump") { changes += try window.add(value) ? 1 : 0 }
        #expect(changes > 0 && window.width > 3_000 && window.width < 3_700)
        #expect((window.mean - 0.8).magnitude < 0.02)
    }

    @Test func `settings and values out of their range are refused`() throws {
        #expect(throws: DriftError.self) { try AdaptiveWindow(delta: 0) }
        #expect(throws: DriftError.self) { try AdaptiveWindow(clock: 0) }
        #expect(throws: DriftError.self) { try AdaptiveWindow(partLeast: 0) }
        var window = try AdaptiveWindow()
        #expect(throws: DriftError.self) { try window.add(.nan) }
    }
}
