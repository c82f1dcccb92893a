/// A column in the form that one feature asks for.
struct FeatureColumn {
    private let feature: Feature

    init(_ feature: Feature) { self.feature = feature }

    func values(of column: PredictorColumn) throws(PredictorError) -> [Double] {
        switch (feature.kind, column.values) {
        case (.number, .numbers(let numbers)), (.categoryCode, .numbers(let numbers)):
            return numbers
        case (.category(let names), .texts(let codes, let texts)):
            let places = Self.places(of: names)
            let table = texts.map { places[$0] ?? -1 }
            return codes.map { $0 < 0 || $0 >= table.count ? .nan : table[Int($0)] }
        case (.category(let names), .numbers(let numbers)):
            return Self.categories(named: names, of: numbers)
        case (.number, .texts): throw .columnNotNumeric(column: column.name)
        case (.categoryCode, .texts): throw .categoriesUnnamed(column: column.name)
        }
    }

    private static func places(of names: [String]) -> [String: Double] {
        Dictionary(
            zip(names, names.indices.map { Double($0) }), uniquingKeysWith: { first, _ in first })
    }

    /// Numbers that are the names of categories.
    private static func categories(named names: [String], of numbers: [Double]) -> [Double] {
        var places: [Double: Double] = [:]
        for (place, name) in names.enumerated() {
            guard let number = Double(name), places[number] == nil else { continue }
            places[number] = Double(place)
        }
        return numbers.map { $0.isNaN ? .nan : places[$0] ?? -1 }
    }
}
