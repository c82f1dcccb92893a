/// Cases of the suite that do not pass, each with the reason.
///
/// The test fails when a listed case starts to pass, and when one that is not listed fails.
enum KnownGaps {
    static let reasons: [String: String] = [:]
}
