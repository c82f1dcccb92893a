/// Where packages are installed to, as far as it is known.
package struct MarkerEnvironment: Sendable, Equatable {
    /// A variable that is not here is not known.
    package var values: [Marker.Variable: String]
    /// The extras asked for; `nil` when that is not known.
    package var extras: Set<String>?

    package init(values: [Marker.Variable: String] = [:], extras: Set<String>? = nil) {
        self.values = values
        self.extras = extras
    }

    /// Nothing is known, so that every requirement may apply.
    package static let unknown = MarkerEnvironment()

    /// Whether a marker holds here; `all` and `any` with a part that is not known are known only
    /// where the other parts decide.
    package func truth(of marker: Marker) -> MarkerTruth {
        switch marker {
        case .all(let parts):
            let truths = parts.map(truth)
            if truths.contains(.fails) { return .fails }
            return truths.contains(.unknown) ? .unknown : .holds
        case .any(let parts):
            let truths = parts.map(truth)
            if truths.contains(.holds) { return .holds }
            return truths.contains(.unknown) ? .unknown : .fails
        case .comparison(let left, let comparison, let right):
            return truth(left, comparison, right)
        }
    }

    private func truth(
        _ left: Marker.Operand, _ comparison: Marker.Comparison, _ right: Marker.Operand
    ) -> MarkerTruth {
        if isAboutExtras(left) || isAboutExtras(right) {
            return extraTruth(left, comparison, right)
        }
        guard let one = value(left), let other = value(right) else { return .unknown }
        if let truth = versionTruth(left, one, comparison, right, other) { return truth }
        return Self.textTruth(one, comparison, other)
    }

    private func isAboutExtras(_ operand: Marker.Operand) -> Bool {
        operand == .variable(.extra) || operand == .variable(.extras)
    }

    private func value(_ operand: Marker.Operand) -> String? {
        switch operand {
        case .text(let text): text
        case .variable(let variable): variable.isSet ? nil : values[variable]
        }
    }

    /// `extra == "x"` and `"x" in extras` ask whether that extra is wanted.
    private func extraTruth(
        _ left: Marker.Operand, _ comparison: Marker.Comparison, _ right: Marker.Operand
    ) -> MarkerTruth {
        guard let extras, case .text(let text) = isAboutExtras(left) ? right : left else {
            return .unknown
        }
        let wanted = Set(extras.map(Self.normal)).contains(Self.normal(text))
        switch comparison {
        case .equal, .identical, .isIn: return MarkerTruth(wanted)
        case .notEqual, .isNotIn: return MarkerTruth(!wanted)
        case .compatible, .atMost, .atLeast, .below, .above: return .unknown
        }
    }

    private static func normal(_ extra: String) -> String { PackageName(extra)?.text ?? extra }

    /// `nil` when it is no comparison of versions.
    private func versionTruth(
        _ left: Marker.Operand, _ one: String, _ comparison: Marker.Comparison,
        _ right: Marker.Operand, _ other: String
    ) -> MarkerTruth? {
        let isVersion = [left, right].contains {
            if case .variable(let variable) = $0 { variable.isVersion } else { false }
        }
        guard isVersion, let version = PythonVersion(one),
            let specifier = VersionSpecifier(comparison.rawValue + other)
        else { return nil }
        return MarkerTruth(specifier.admits(version))
    }

    private static func textTruth(
        _ one: String, _ comparison: Marker.Comparison, _ other: String
    ) -> MarkerTruth {
        switch comparison {
        case .equal, .identical: MarkerTruth(one == other)
        case .notEqual: MarkerTruth(one != other)
        case .isIn: MarkerTruth(other.contains(one))
        case .isNotIn: MarkerTruth(!other.contains(one))
        case .compatible, .atMost, .atLeast, .below, .above: .unknown
        }
    }
}
