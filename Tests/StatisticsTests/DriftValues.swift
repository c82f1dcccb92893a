import Foundation

@testable import Statistics

/// Values of SciPy, river and Apache DataSketches, which `Scripts/check-drift.sh` computes.
struct DriftValues: Decodable {
    struct Point: Decodable {
        let at: [Double]
        let value: Double
    }

    let distributions: [String: [Point]]

    static func load() throws -> Self {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "drift-values.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    /// The arguments and values of one function.
    static func points(_ name: String) throws -> [Point] {
        try load().distributions[name] ?? []
    }
}

/// Whether a value is the reference up to a part of its size, however small it is.
func isRelativelyClose(_ value: Double, _ reference: Double, within tolerance: Double) -> Bool {
    value == reference || (value - reference).magnitude <= tolerance * reference.magnitude
}
