import RealModule
import Testing

@testable import Statistics

@Suite struct JensenShannonTests {
    @Test func `the distance is SciPy's`() throws {
        for table in try DriftValues.load().tables {
            let measure = try JensenShannon(reference: table.reference, current: table.current)
            #expect(isClose(measure.distance, table.jensenShannon, within: 1e-8))
            #expect(isClose(measure.divergence, table.jensenShannon * table.jensenShannon))
        }
        let documented = try JensenShannon(reference: [1, 0], current: [1, 1])
        #expect(isClose(documented.distance, 0.464_501_4, within: 1e-7))
    }

    @Test func `samples without a common bin are 1 apart, equal ones 0`() throws {
        let apart = try JensenShannon(reference: [3, 0], current: [0, 8])
        #expect(isClose(apart.share, 1) && isClose(apart.divergence, Double.log(2)))
        #expect(try JensenShannon(reference: [3, 5], current: [6, 10]).share == 0)
    }
}
