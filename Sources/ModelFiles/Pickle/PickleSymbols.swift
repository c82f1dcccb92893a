/// The names that a pickle imports, each kept once.
struct PickleSymbols {
    struct Symbol: Hashable {
        /// Empty when only a run would tell.
        var module: String
        var name: String
    }

    private(set) var all: [Symbol] = []
    private var indexes: [Symbol: Int] = [:]

    static let limit = 100_000

    mutating func index(module: String, name: String) -> Int {
        let symbol = Symbol(module: String(module.prefix(300)), name: String(name.prefix(300)))
        if let index = indexes[symbol] { return index }
        guard all.count < Self.limit else { return Self.limit }
        all.append(symbol)
        indexes[symbol] = all.count - 1
        return all.count - 1
    }

    subscript(index: Int) -> Symbol {
        all.indices.contains(index)
            ? all[index] : Symbol(module: "", name: "a name beyond \(Self.limit) others")
    }
}
