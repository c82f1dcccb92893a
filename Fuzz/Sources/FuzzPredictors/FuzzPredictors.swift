import Glibc
import LibFuzzer
import Predictors

@main
struct FuzzPredictors {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any bytes either are refused in one sentence, or are a model that predicts as many numbers as it
/// says, twice the same.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    checkAnswers(bytes)
    do {
        let predictor = try Predictor.open(bytes)
        guard predictor.features.count <= 10_000 else { return 0 }
        let row = [Double](repeating: 1, count: predictor.features.count)
        let matrix = row + row.map { _ in Double.nan } + row.map { _ in -1 }
        let once = try predictor.predict(matrix, rowCount: 3)
        precondition(once.count == 3 * predictor.output.width, "the width is not what it says")
        let again = try predictor.predict(matrix, rowCount: 3)
        precondition(
            once.map(\.bitPattern) == again.map(\.bitPattern), "predicting is not repeatable")
    } catch {
        precondition(!"\(error)".isEmpty, "there is no sentence")
    }
    return 0
}

/// The same bytes as what a model elsewhere answers.
private func checkAnswers(_ bytes: [UInt8]) {
    for rowCount in [1, 2] {
        let protocolWire = InferenceProtocolWire(layout: .columns)
        _ = try? protocolWire.predictions(bytes, rowCount: rowCount)
        _ = try? InvocationsWire().predictions(bytes, rowCount: rowCount)
        _ = try? JSONLinesWire().predictions(bytes, rowCount: rowCount)
    }
}
