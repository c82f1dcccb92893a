/// A number that a command was told to begin its randomness with, as its command line and environment
/// say; what the program does with it, nobody outside can see.
package struct SeedFact: Sendable, Hashable {
    /// Such as `--seed` or `PYTHONHASHSEED`.
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    private static let names: Set<String> = [
        "seed", "random_seed", "randomseed", "rng_seed", "manual_seed", "random_state", "data_seed",
        "np_seed", "numpy_seed", "torch_seed", "global_seed", "base_seed", "train_seed",
    ]

    private static func isSeed(_ name: some StringProtocol) -> Bool {
        let plain = name.drop { $0 == "-" || $0 == "+" }.lowercased().replacing("-", with: "_")
        return names.contains(plain.split { $0 == "." || $0 == "/" }.last.map(String.init) ?? "")
    }

    /// In a command line: `--seed 7`, `--seed=7`, `trainer.seed=7`.
    package static func facts(in arguments: [String]) -> [SeedFact] {
        var facts: [SeedFact] = []
        for (index, argument) in arguments.enumerated() {
            if let equals = argument.firstIndex(of: "=") {
                let name = argument[..<equals]
                guard isSeed(name) else { continue }
                facts.append(
                    SeedFact(
                        name: String(name),
                        value: String(argument[argument.index(after: equals)...].prefix(64))))
            } else if argument.hasPrefix("-"), isSeed(argument), index + 1 < arguments.count,
                arguments[index + 1].contains(where: \.isNumber)
            {
                facts.append(
                    SeedFact(name: argument, value: String(arguments[index + 1].prefix(64))))
            }
        }
        return facts
    }
}
