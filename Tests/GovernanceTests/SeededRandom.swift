import Foundation

/// Random numbers that a failing test can be given again: `ASSAY_SEED=… swift test`.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The seed of this run, printed once.
    static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["ASSAY_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("random data from ASSAY_SEED=\(seed)")
        return seed
    }()

    init(_ seed: UInt64 = Self.seed) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of some choices.
    mutating func one<Choice>(of choices: [Choice]) -> Choice {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    /// Each element or not, at least one of them.
    mutating func some<Element>(of elements: [Element]) -> [Element] {
        let kept = elements.filter { _ in Bool.random(using: &self) }
        return kept.isEmpty ? [one(of: elements)] : kept
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }
}
