import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// What judges models' answers.
extension MLflowRoutes {
    private static let new = "3.0"

    var scorerRoutes: [Route] {
        let platform = self.platform
        return scorerReading
            + route(.post, "scorers/register", .logRuns, version: Self.new) { asked, _ in
                let scorer = try await platform.perform(
                    RegisterScorer(
                        name: try asked.required("name"),
                        content: try asked.required("serialized_scorer"),
                        experiment: try asked.required("experiment_id"), by: asked.actor))
                return .json(ScorerWire.registered(scorer))
            }
            + route(.delete, "scorers/delete", .logRuns, version: Self.new) { asked, _ in
                try await platform.perform(
                    DeleteScorer(
                        name: try asked.required("name"), version: try asked.scorerVersion(),
                        experiment: try asked.required("experiment_id"), by: asked.actor))
                return .done
            }
    }

    private var scorerReading: [Route] {
        let platform = self.platform
        return route(.get, "scorers/list", .readRuns, version: Self.new) { asked, _ in
            let scorers = try await platform.perform(
                ListScorers(experiments: try asked.scorerExperiments(), by: asked.actor))
            return .json(["scorers": .array(scorers.map(ScorerWire.json))])
        }
            + route(.get, "scorers/versions", .readRuns, version: Self.new) { asked, _ in
                let scorers = try await platform.perform(
                    ListScorerVersions(
                        name: try asked.required("name"),
                        experiment: try asked.required("experiment_id"), by: asked.actor))
                return .json(["scorers": .array(scorers.map(ScorerWire.json))])
            }
            + route(.get, "scorers/get", .readRuns, version: Self.new) { asked, _ in
                let scorer = try await platform.perform(
                    ReadScorer(
                        name: try asked.required("name"), version: try asked.scorerVersion(),
                        experiment: try asked.required("experiment_id"), by: asked.actor))
                return .json(["scorer": ScorerWire.json(scorer)])
            }
    }
}

extension MLflowRequest {
    /// `nil` where none is named, which is no number at all.
    fileprivate func scorerVersion() throws -> Int64? { try integer("version") }

    /// One experiment or several, never both.
    fileprivate func scorerExperiments() throws -> [String] {
        let several = try texts("experiment_ids")
        guard !several.isEmpty else { return [try required("experiment_id")] }
        guard try text("experiment_id") == nil else {
            throw MLflowProblem.invalid(
                "Cannot specify both 'experiment_id' and 'experiment_ids'.")
        }
        return several
    }
}
