import Operations

/// Which groups others are compared with, as the command line names them.
struct BaselineGroups {
    let byColumn: [String: String]

    /// - Throws: A fault for what is not written `COLUMN=GROUP`, a column that is not sensitive, and
    ///   one that is named twice.
    init(_ texts: [String], among columns: [String]) throws(Failure) {
        var found: [String: String] = [:]
        for text in texts {
            // A column's name may hold `=`, and so may a group's.
            let splits = text.indices.filter { text[$0] == "=" }
            let split = splits.first { columns.contains(String(text[..<$0])) }
            guard let split else {
                throw .fault(
                    "bad_baseline",
                    "`--baseline \(text)` does not read: write a column of `--sensitive` and its "
                        + "group, such as `sex=Male`")
            }
            let column = String(text[..<split])
            guard found[column] == nil else {
                throw .fault("bad_baseline", "`--baseline` names `\(column)` twice")
            }
            found[column] = String(text[text.index(after: split)...])
        }
        byColumn = found
    }
}
