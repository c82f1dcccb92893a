import Testing

@testable import Statistics

@Suite struct DriftSettingsTests {
    @Test func `settings out of their range are refused`() {
        #expect(throws: DriftError.self) { try DriftSettings(confidence: 1) }
        #expect(throws: DriftError.self) { try DriftSettings(falseDiscoveryRate: .nan) }
        #expect(throws: DriftError.self) { try DriftSettings(bins: 1) }
        #expect(throws: DriftError.self) { try DriftSettings(smoothing: 0) }
        #expect(throws: DriftError.self) { try DriftSettings(missingLimit: 1.5) }
        #expect(throws: DriftError.self) {
            try DriftSettings(numbers: DriftLimit(.cramersV, 0.1))
        }
        #expect(throws: DriftError.self) {
            try DriftSettings(categories: DriftLimit(.kolmogorovSmirnov, 0.1))
        }
    }

    @Test func `columns share the confidence`() throws {
        #expect(isClose(try DriftSettings().confidence(columns: 10), 0.997_5))
    }
}
