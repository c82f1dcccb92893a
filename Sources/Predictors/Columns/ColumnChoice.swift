/// Which column a feature is.
struct ColumnChoice {
    private var byName: [String: PredictorColumn] = [:]
    private let names: [String]

    init(_ columns: [PredictorColumn], format: ModelFormat) {
        names = columns.map(\.name)
        if format == .lightGBM {
            for column in columns { byName[Self.renamed(column.name)] = column }
        }
        for column in columns { byName[column.name] = column }
    }

    /// As LightGBM's Python package writes names with blanks.
    private static func renamed(_ name: String) -> String {
        String(name.map { $0 == " " ? "_" : $0 })
    }

    func column(_ name: String) -> PredictorColumn? { byName[name] }

    /// 1 where a column is a text, for a feature called `column=text`; a missing cell is 0.
    func indicator(_ name: String) -> [Double]? {
        var search = name[...]
        // A text may hold `=` itself, so every split is tried, the first one first.
        var end = search.firstIndex(of: "=")
        while let equals = end {
            let text = String(name[name.index(after: equals)...])
            if let column = byName[String(name[..<equals])],
                case .texts(let codes, let names) = column.values
            {
                let wanted = names.firstIndex(of: text).map { Int32($0) }
                return codes.map { $0 == wanted ? 1 : 0 }
            }
            search = name[name.index(after: equals)...]
            end = search.firstIndex(of: "=")
        }
        return nil
    }

    /// A column whose name differs in case and punctuation alone.
    func nearest(to name: String) -> String? {
        let wanted = Self.plain(name)
        return names.first { Self.plain($0) == wanted }
    }

    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
