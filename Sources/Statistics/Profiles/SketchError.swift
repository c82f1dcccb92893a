/// Why bytes are no sketch or profile, or why two do not go together.
package enum SketchError: Error, Sendable, Equatable {
    /// The bytes end early, at this place.
    case endsEarly(offset: Int)
    /// The first bytes are those of something else.
    case notA(String)
    case versionUnknown(Int)
    /// A field that no writer writes.
    case fieldInvalid(String)
    /// Bytes after the end.
    case trailingBytes(Int)
    /// Profiles of other columns, or of other kinds of them.
    case columnsDiffer(String)
    case codeUnknown(row: Int, code: Int, names: Int)
    /// As many counts as names are asked for, each 0 or more.
    case countsInvalid
}

extension SketchError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .endsEarly(let offset): "the bytes end at \(offset), in the middle of a value"
        case .notA(let what): "the bytes are not \(what)"
        case .versionUnknown(let version): "version \(version) of the format is not known"
        case .fieldInvalid(let field): "the \(field) is out of its range"
        case .trailingBytes(let count): "\(count) bytes follow the end"
        case .columnsDiffer(let column): "the profiles have no common column `\(column)`"
        case .codeUnknown(let row, let code, let names):
            "row \(row + 1) has category code \(code), but there are \(names) names"
        case .countsInvalid: "each name needs one count of 0 or more"
        }
    }
}
