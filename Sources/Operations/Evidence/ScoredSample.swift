import Tables

/// Labels, scores and groups out of a table: what performance and fairness are measured on.
struct ScoredSample {
    /// A sensitive column: each row's group as an index into the names.
    struct Groups {
        let name: String
        let codes: [Int]
        let names: [String]
    }

    let labels: [Bool]
    let scores: [Double]
    let groups: [Groups]

    /// - Throws: A fault that names the line and the column of what does not read.
    init(
        path: String, label: String, score: String, groups: [String], positive: String?
    ) throws(Failure) {
        let table: Table
        do {
            let wanted = [ColumnRequest(label, .label(positive: positive)), .init(score, .number)]
            table = try Table(
                path: path, columns: wanted + groups.map { ColumnRequest($0, .category) })
        } catch {
            throw .fault("bad_table", "\(path): \(error)")
        }
        labels = table.labels(label) ?? []
        scores = table.numbers(score) ?? []
        self.groups = groups.compactMap { name in
            table.categories(name).map {
                Groups(name: name, codes: $0.codes.map(Int.init), names: $0.names)
            }
        }
    }
}
