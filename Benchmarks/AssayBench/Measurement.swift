import Transparency

/// One figure beside what it is held against, once a run.
struct Measurement {
    /// A bound on measured ÷ reference.
    enum Target {
        case atLeast(Double)
        case atMost(Double)
        /// Only shown.
        case none
    }

    struct Run {
        let measured: Double
        /// The peer's figure of the same run, or the limit.
        let reference: Double
    }

    let name: String
    let unit: String
    /// What the figure is held against.
    let reference: String
    let target: Target
    let runs: [Run]

    var measured: Double { Samples(runs.map(\.measured)).median }
    var referenceMeasured: Double { Samples(runs.map(\.reference)).median }
    /// The median of the runs' ratios.
    var ratio: Double { Samples(runs.map { $0.measured / $0.reference }).median }

    /// `nil` when there is no target.
    var isMet: Bool? {
        switch target {
        case .atLeast(let bound): ratio >= bound
        case .atMost(let bound): ratio <= bound
        case .none: nil
        }
    }

    var json: JSON {
        [
            "met": isMet.map(JSON.bool) ?? .null, "name": .string(name),
            "median": .number(measured), "ratio": .number(ratio),
            "reference": [
                "median": .number(referenceMeasured), "name": .string(reference),
            ],
            "runs": .array(runs.map { [.number($0.measured), .number($0.reference)] }),
            "target": .string(targetText), "unit": .string(unit),
        ]
    }

    var targetText: String {
        switch target {
        case .atLeast(let bound): "≥ \(Self.text(bound))"
        case .atMost(let bound): "≤ \(Self.text(bound))"
        case .none: "–"
        }
    }

    /// Three significant digits, with thousands apart.
    static func text(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        if abs(value) >= 100 { return grouped(Int(value.rounded())) }
        let places = abs(value) >= 10 ? 10.0 : abs(value) >= 1 ? 100.0 : 1_000.0
        return "\((value * places).rounded() / places)"
    }

    private static func grouped(_ value: Int) -> String {
        var digits = String(abs(value))[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
