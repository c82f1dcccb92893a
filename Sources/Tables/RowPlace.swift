/// Which row of a file, as people find it: lines of text and rows of a table, both from 1.
package enum RowPlace: Sendable, Equatable, CustomStringConvertible {
    case line(Int)
    case row(Int)

    package var description: String {
        switch self {
        case .line(let line): "line \(line)"
        case .row(let row): "row \(row)"
        }
    }
}
