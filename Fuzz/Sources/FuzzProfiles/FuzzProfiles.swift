import Glibc
import LibFuzzer
import Statistics

@main
struct FuzzProfiles {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

/// Any bytes either are refused in one sentence, or are a profile that reads back as it was written,
/// merges with itself and compares with itself.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(SketchError) {
        let profile = try DataProfile(bytes: bytes)
        let written = profile.bytes
        let again = try DataProfile(bytes: written).bytes
        precondition(again == written, "it reads back otherwise")
        guard profile.columns.count <= 50 else { return 0 }
        var twice = profile
        try twice.merge(profile)
        precondition(twice.rows == 2 * profile.rows, "rows are lost")
        compare(profile, with: twice)
    } catch {
        precondition(!"\(error)".isEmpty, "there is no sentence")
    }
    return 0
}

private func compare(_ profile: DataProfile, with other: DataProfile) {
    guard let settings = try? DriftSettings() else { return }
    let report = DriftReport(reference: profile, current: other, settings: settings)
    precondition(report.columns.count == profile.columns.count, "a column was not compared")
    for column in profile.columns {
        guard case .numbers(let numbers) = column.content else { continue }
        _ = numbers.quantiles.quantiles([0, 0.5, 1])
        _ = numbers.quantiles.histogram(bars: 20)
    }
}
