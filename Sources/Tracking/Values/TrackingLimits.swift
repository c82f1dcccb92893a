/// How much the protocol lets a client log; texts are counted in characters (code points).
package enum TrackingLimits {
    package static let metricCountMax = 1_000
    package static let pairCountMax = 100
    package static let entryCountMax = 1_000
    package static let keyLengthMax = 250
    /// Longer ones are cut.
    package static let parameterLengthMax = 6_000
    /// Longer ones are cut.
    package static let tagLengthMax = 8_000
    package static let experimentTagLengthMax = 5_000
    package static let experimentNameLengthMax = 500
    package static let locationLengthMax = 500
    package static let datasetCountMax = 1_000
    package static let datasetNameLengthMax = 500
    package static let datasetDigestLengthMax = 36
    package static let datasetSourceLengthMax = 65_535
    package static let datasetSchemaLengthMax = 1_048_575
    package static let datasetProfileLengthMax = 16_777_215
    package static let inputTagKeyLengthMax = 255
    package static let inputTagLengthMax = 500
    package static let resultCountMax = 50_000
    /// What a filter may cost.
    package static let filterByteCountMax = 16_384
    package static let filterComparisonCountMax = 64
    package static let orderCountMax = 16
}
