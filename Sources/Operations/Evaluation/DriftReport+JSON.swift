import Statistics
package import Transparency

/// What a drift report says, as scripts and policies read it.
extension DriftReport {
    /// - Parameter isWeighted: Whether columns also say how many equal rows they are worth.
    /// - Returns: An object.
    package func json(isWeighted: Bool) -> JSON {
        let undecided = columns.filter {
            if case .undecided = $0.verdict { true } else { false }
        }
        return [
            "columns": .array(zip(columns, adjusted).map { $0.json(adjusted: $1, isWeighted) }),
            "confidence": .number(settings.confidence),
            "drifted": .array(drifted.map { .string($0) }),
            "false_discovery_rate": .number(settings.falseDiscoveryRate),
            "significant": .array(significant.map { .string($0) }),
            "undecided": .array(undecided.map { .string($0.name) }),
        ]
    }
}

extension ColumnDrift {
    fileprivate func json(adjusted: Double?, _ isWeighted: Bool) -> JSON {
        var members: [String: JSON] = [
            "limit": .finite(limit), "name": .string(name), "verdict": .string(verdict.word),
        ]
        if let effect { members["effect"] = effect.json }
        if let pValue { members["p_value"] = .number(pValue) }
        if let adjusted { members["adjusted_p_value"] = .number(adjusted) }
        if isWeighted, let rows = effectiveRows {
            members["effective_rows"] = [
                "current": .number(rows.current), "reference": .number(rows.reference),
            ]
        }
        if let missing {
            members["missing_change"] = [
                "lower": .number(missing.lower), "upper": .number(missing.upper),
                "value": .number(missing.difference),
            ]
        }
        if let reason = verdict.reason { members["reason"] = .string(reason) }
        switch measures {
        case .numbers(let drift):
            members["kind"] = "numbers"
            members["measures"] = .object(Self.members(drift.effects))
            members["bins"] = [
                "current": .array(drift.currentCounts.map { .finite($0) }),
                "edges": .array(drift.bins.edges.map { .finite($0) }),
                "reference": .array(drift.referenceCounts.map { .finite($0) }),
            ]
        case .categories(let drift):
            members["kind"] = "categories"
            members["measures"] = .object(Self.members(drift.effects))
            members["new"] = .array(drift.newNames.prefix(20).map { .string($0) })
            members["lost"] = .array(drift.lostNames.prefix(20).map { .string($0) })
        case .none: members["kind"] = "unmeasured"
        }
        return .object(members)
    }

    private static func members(_ effects: [DriftEffect]) -> [String: JSON] {
        Dictionary(
            effects.map { ($0.measure.predicateName, $0.json) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension DriftEffect {
    fileprivate var json: JSON {
        [
            "confidence": .number(confidence), "lower": .finite(lower),
            "measure": .string(measure.predicateName), "upper": .finite(upper),
            "value": .finite(estimate),
        ]
    }
}

extension DriftMeasure {
    /// As it stands in evidence and is asked for.
    package var predicateName: String {
        switch self {
        case .kolmogorovSmirnov: "kolmogorov_smirnov"
        case .wasserstein: "wasserstein"
        case .populationStability: "population_stability"
        case .jensenShannon: "jensen_shannon"
        case .cramersV: "cramers_v"
        }
    }
}

extension DriftVerdict {
    package var word: String {
        switch self {
        case .steady: "steady"
        case .drifted: "drifted"
        case .undecided: "undecided"
        case .unmeasured: "unmeasured"
        }
    }

    /// Why it is neither steady nor drifted, and how many rows would tell.
    package var reason: String? {
        switch self {
        case .steady, .drifted: nil
        case .unmeasured(let error): "\(error)"
        case .undecided(.current(let rows)): "needs about \(rows) current rows in all"
        case .undecided(.reference(let rows)): "needs about \(rows) rows of the reference in all"
        case .undecided(.both(let reference, let current)):
            "needs about \(reference) rows of the reference and \(current) current ones"
        case .undecided(.moreThan): "no number of rows would tell: it lies on the limit"
        }
    }
}
