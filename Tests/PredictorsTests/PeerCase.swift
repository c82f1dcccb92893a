import Foundation
import Predictors

/// A model, rows, and what the library that made it predicts for them; one JSON file.
struct PeerCase: Decodable {
    struct Column: Decodable {
        let name: String
        let numbers: [Double?]?
        let texts: [String?]?
    }

    let model: String
    let isBase64: Bool
    let matrix: [[Double?]]?
    let columns: [Column]?
    let predictions: [[Double]]
    let margins: [[Double]]?
    /// Relative to 1 or the number, whichever is more.
    let tolerance: Double
    let classes: [String]?
    let hasTrees: Bool

    static func read(_ file: URL) throws -> PeerCase {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(PeerCase.self, from: Data(contentsOf: file))
    }

    var bytes: [UInt8] {
        isBase64 ? Array(Data(base64Encoded: model) ?? Data()) : Array(model.utf8)
    }

    /// The first thing that differs from the peer, or `nil`.
    func difference() throws -> String? {
        let predictor = try Predictor.open(bytes)
        var rows: [Double] = []
        var count = matrix?.count ?? 0
        if let columns {
            let made = try predictor.matrix(of: columns.map(Self.column))
            (rows, count) = (made.values, made.rowCount)
        } else {
            rows = (matrix ?? []).flatMap { $0.map { $0 ?? .nan } }
        }
        if let classes, predictor.output != .classes(classes) {
            return "the output is \(predictor.output), not the classes \(classes)"
        }
        guard (predictor.treeEnsemble != nil) == hasTrees else {
            return "it says \(predictor.treeEnsemble != nil) for being trees"
        }
        let predicted = try predictor.predict(rows, rowCount: count)
        if let difference = difference(predicted, predictions, of: "prediction") {
            return difference
        }
        guard let margins else { return nil }
        return difference(try predictor.margins(of: rows, rowCount: count), margins, of: "margin")
    }

    private func difference(_ ours: [Double], _ theirs: [[Double]], of what: String) -> String? {
        let expected = theirs.flatMap { $0 }
        guard ours.count == expected.count else {
            return "\(ours.count) numbers as \(what)s, not \(expected.count)"
        }
        let width = theirs.first?.count ?? 1
        for place in ours.indices {
            let scale = max(1, expected[place].magnitude)
            guard (ours[place] - expected[place]).magnitude <= tolerance * scale else {
                return "\(what) \(place % width) of row \(place / width) is \(ours[place]), "
                    + "not \(expected[place])"
            }
        }
        return nil
    }

    private static func column(_ column: Column) -> PredictorColumn {
        if let numbers = column.numbers {
            return PredictorColumn(name: column.name, values: .numbers(numbers.map { $0 ?? .nan }))
        }
        let texts = column.texts ?? []
        let names = Array(Set(texts.compactMap { $0 })).sorted()
        let codes = texts.map { text in
            text.flatMap { names.firstIndex(of: $0) }.map { Int32($0) } ?? -1
        }
        return PredictorColumn(name: column.name, values: .texts(codes: codes, names: names))
    }
}
