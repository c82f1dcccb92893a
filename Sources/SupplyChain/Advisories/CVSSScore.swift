/// How severe a vulnerability is by the Common Vulnerability Scoring System, versions 3.0 and 3.1.
///
/// The base score is `⌈min(impact + exploitability, 10)⌉` to one decimal, × 1.08 where the scope
/// changes; 0 without impact. Temporal and environmental metrics are read and left out: they are
/// not the advisory's to say.
///
/// Source: FIRST, *CVSS v3.1 Specification Document*, section 7.1.
package struct CVSSScore: Sendable, Hashable {
    package enum Level: Int, Sendable, Hashable, Comparable {
        case none, low, medium, high, critical

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Tenths, 0…100.
    package let tenths: Int

    package var level: Level {
        switch tenths {
        case 0: .none
        case ..<40: .low
        case ..<70: .medium
        case ..<90: .high
        default: .critical
        }
    }

    /// Reads a vector; `nil` for other versions, and for one without all base metrics, or with one
    /// twice.
    ///
    /// - Parameter vector: Such as `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`.
    package init?(vector: String) {
        let parts = vector.utf8.count <= 512 ? vector.split(separator: "/") : []
        guard let version = parts.first, version == "CVSS:3.0" || version == "CVSS:3.1" else {
            return nil
        }
        var metrics: [Substring: Substring] = [:]
        for part in parts.dropFirst() {
            let halves = part.split(separator: ":", omittingEmptySubsequences: false)
            guard halves.count == 2, metrics.updateValue(halves[1], forKey: halves[0]) == nil
            else { return nil }
        }
        guard let isChanged = Self.isScopeChanged(metrics["S"]),
            let impact = Self.impact(metrics, isScopeChanged: isChanged),
            let exploitability = Self.exploitability(metrics, isScopeChanged: isChanged)
        else { return nil }
        let sum = (impact + exploitability) * (isChanged ? 1.08 : 1)
        tenths = impact <= 0 ? 0 : Self.roundedUp(min(sum, 10), version: version)
    }

    private static func isScopeChanged(_ text: Substring?) -> Bool? {
        text == "C" ? true : text == "U" ? false : nil
    }

    private static func impact(
        _ metrics: [Substring: Substring], isScopeChanged: Bool
    ) -> Double? {
        let weights = ["H": 0.56, "L": 0.22, "N": 0]
        func weight(_ name: Substring) -> Double? { metrics[name].flatMap { weights[String($0)] } }
        guard let confidentiality = weight("C"), let integrity = weight("I"),
            let availability = weight("A")
        else { return nil }
        let base = 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability)
        guard isScopeChanged else { return 6.42 * base }
        let excess = base - 0.02
        // The specification's fifteenth power, without the maths library.
        let cube = excess * excess * excess
        return 7.52 * (base - 0.029) - 3.25 * cube * cube * cube * cube * cube
    }

    private static func exploitability(
        _ metrics: [Substring: Substring], isScopeChanged: Bool
    ) -> Double? {
        let vectors = ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2]
        let complexities = ["L": 0.77, "H": 0.44]
        let privileges = [
            "N": 0.85, "L": isScopeChanged ? 0.68 : 0.62, "H": isScopeChanged ? 0.5 : 0.27,
        ]
        let interactions = ["N": 0.85, "R": 0.62]
        func weight(_ name: Substring, _ weights: [String: Double]) -> Double? {
            metrics[name].flatMap { weights[String($0)] }
        }
        guard let vector = weight("AV", vectors), let complexity = weight("AC", complexities),
            let privilege = weight("PR", privileges), let interaction = weight("UI", interactions)
        else { return nil }
        return 8.22 * vector * complexity * privilege * interaction
    }

    /// To tenths, upwards; version 3.1 lets an error of the fifth decimal pass.
    private static func roundedUp(_ score: Double, version: Substring) -> Int {
        guard version == "CVSS:3.1" else { return Int((score * 10).rounded(.up)) }
        let scaled = Int((score * 100_000).rounded())
        return scaled / 10_000 + (scaled % 10_000 == 0 ? 0 : 1)
    }
}

extension Advisory {
    /// The highest score of its vectors; `nil` when none can be scored, which is not harmless.
    package var score: CVSSScore? {
        severities.compactMap { CVSSScore(vector: $0.vector) }.max { $0.tenths < $1.tenths }
    }
}
