/// How large a file's parts may be before it is refused.
///
/// Memory is bounded by one record, and what the asked columns hold.
package struct TableLimits: Sendable, Equatable {
    package var cellBytes = 1 << 20
    package var recordBytes = 16 << 20
    package var columns = 10_000
    package var rows = 200_000_000
    /// Different values of one column that is read as categories.
    package var categories = 1_000_000

    package static let standard = TableLimits()

    package init() {}
}
