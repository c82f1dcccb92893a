/// The formats of rows and columns that are read.
package enum TableFormat: String, Sendable, Equatable {
    case csv = "CSV"
    case jsonLines = "JSON Lines"
    case parquet = "Parquet file"
    case arrowStream = "Arrow stream"
    case arrowFile = "Arrow file"
}
