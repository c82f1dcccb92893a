import RealModule
import Testing

@testable import Statistics

@Suite struct PopulationStabilityTests {
    @Test func `both divergences and their sum are SciPy's`() throws {
        for table in try DriftValues.load().tables {
            let stability = try PopulationStability(
                reference: table.reference, current: table.current)
            #expect(isClose(stability.fromReference, table.fromReference))
            #expect(isClose(stability.fromCurrent, table.fromCurrent))
            #expect(isClose(stability.index, table.fromReference + table.fromCurrent))
        }
    }

    /// Wikipedia's example, as in SciPy's documentation.
    @Test func `the divergences of the textbook's example are the textbook's`() throws {
        let stability = try PopulationStability(
            reference: [9, 12, 4], current: [1, 1, 1], smoothing: 0)
        #expect(isClose(stability.fromReference, 0.085_299_6, within: 1e-7))
        #expect(isClose(stability.fromCurrent, 0.097_455_0, within: 1e-7))
    }

    @Test func `an empty bin is infinite only without smoothing`() throws {
        let sharp = try PopulationStability(reference: [5, 0], current: [4, 1], smoothing: 0)
        #expect(sharp.index == .infinity)
        let smooth = try PopulationStability(reference: [5, 0], current: [4, 1])
        #expect(smooth.index.isFinite && smooth.index > 0)
        let alike = try PopulationStability(reference: [5, 0], current: [5, 0], smoothing: 0)
        #expect(alike.index == 0)
    }

    @Test func `unlike shapes, empty sides and numbers without sense are refused`() {
        #expect(throws: DriftError.self) {
            try PopulationStability(reference: [1, 2], current: [1])
        }
        #expect(throws: DriftError.noValues(.current)) {
            try PopulationStability(reference: [1, 2], current: [0, 0])
        }
        #expect(throws: DriftError.self) {
            try PopulationStability(reference: [1, .nan], current: [1, 1])
        }
        #expect(throws: DriftError.self) {
            try PopulationStability(reference: [1, 1], current: [1, 1], smoothing: -1)
        }
    }
}
