import Testing

@testable import Console

@Suite struct ChartScaleTests {
    @Test func `values lie where they are on the way`() {
        let scale = ChartScale(-1...3)
        #expect(scale.share(-1) == 0 && scale.share(0) == 0.25 && scale.share(3) == 1)
        #expect(scale.value(at: 0.25) == 0)
        #expect(ChartScale(fitting: [2, -1, 3, .infinity, .nan]).least == -1)
        #expect(ChartScale(fitting: [2, -1, 3, .infinity, .nan]).most == 3)
    }

    @Test func `what is beyond an end lies there, and what is no number nowhere`() {
        let scale = ChartScale(0...1)
        #expect(scale.share(-.infinity) == 0 && scale.share(.infinity) == 1)
        #expect(scale.share(7) == 1 && scale.share(.nan) == nil)
    }

    @Test(arguments: [
        [], [5], [0, 0], [Double.nan], [-Double.greatestFiniteMagnitude],
        [.greatestFiniteMagnitude], [-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude],
        [.infinity, -.infinity],
    ])
    func `every scale has a width`(values: [Double]) throws {
        let scale = ChartScale(fitting: values)
        for share in [0, 0.25, 0.5, 1] {
            let value = scale.value(at: share)
            #expect(value.isFinite)
            let place = try #require(scale.share(value))
            #expect((0...1).contains(place))
        }
        #expect(scale.share(scale.least) == 0 && scale.share(scale.most) == 1)
    }
}
