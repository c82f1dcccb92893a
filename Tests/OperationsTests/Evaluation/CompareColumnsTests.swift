import Foundation
import Statistics
import Tables
import Testing

@testable import Operations

@Suite struct CompareColumnsTests {
    private static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Fuzz/Seeds/FuzzParquet").standardized.path()

    private func drift(_ name: String) throws -> [DriftColumn] {
        try Table(TableFile.open("\(Self.seeds)/\(name)")).columns
            .map { DriftColumn($0.name, $0.column) }
    }

    @Test(arguments: [
        ("plainV1.parquet", "groupsGzip.parquet"),
        ("dictionarySnappy.parquet", "polarsLZ4.parquet"),
        ("groupsGzip.parquet", "sparkHadoopLZ4.parquet"), ("plainV1.parquet", "plainV1.parquet"),
    ])
    func `a few columns at a time say what all at once say`(
        reference: String, current: String
    ) throws {
        let paths = ("\(Self.seeds)/\(reference)", "\(Self.seeds)/\(current)")
        let data = CompareData(
            reference: paths.0, current: paths.1, settings: try DriftSettings())
        let whole = try DriftReport(
            reference: drift(reference), current: drift(current), settings: DriftSettings())
        let descriptions = (
            try TableFile.open(paths.0).description, try TableFile.open(paths.1).description
        )
        for cellsHeld in [1, 1 << 20] {
            let parts = try CompareColumns(
                data, descriptions.0, descriptions.1, cellsHeld: cellsHeld
            ).run()
            #expect(parts.report == whole)
        }
        #expect(try data.run().report == whole)
    }
}
