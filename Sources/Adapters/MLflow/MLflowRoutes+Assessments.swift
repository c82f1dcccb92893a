import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    private static let all = "traces/{trace}/assessments"
    private static let one = "traces/{trace}/assessments/{assessment}"

    var assessmentRoutes: [Route] {
        let platform = self.platform
        return route(.post, Self.all, .logRuns, version: "3.0") { asked, request in
            guard let json = asked.value("assessment") else {
                throw MLflowProblem.missing("assessment")
            }
            // Whoever makes one does not say what it is called.
            var new = try AssessmentWire.new(
                json, orNamed: "", at: platform.now().milliseconds)
            new.id = MLflowRequest.assessmentID(on: platform)
            return .assessment(
                try await platform.perform(
                    AddAssessment(assessment: new, trace: request.trace, by: asked.actor)), request)
        }
            + route(.get, Self.one, .readRuns, version: "3.0") { asked, request in
                .assessment(
                    try await platform.perform(
                        ReadAssessment(
                            id: request.assessment, trace: request.trace, by: asked.actor)),
                    request)
            }
            + route(.patch, Self.one, .logRuns, version: "3.0") { asked, request in
                guard let json = asked.value("assessment") else {
                    throw MLflowProblem.missing("assessment")
                }
                let update = try AssessmentWire.update(
                    json, mask: try asked.required("update_mask"))
                return .assessment(
                    try await platform.perform(
                        UpdateAssessment(
                            id: request.assessment, trace: request.trace, update: update,
                            by: asked.actor)), request)
            }
            + route(.delete, Self.one, .logRuns, version: "3.0") { asked, request in
                try await platform.perform(
                    RemoveAssessment(
                        id: request.assessment, trace: request.trace, by: asked.actor))
                return .done
            }
    }
}

extension ServerRequest {
    fileprivate var assessment: String { parameters["assessment"] ?? "" }
}

extension ServerResponse {
    fileprivate static func assessment(
        _ assessment: Assessment, _ request: ServerRequest
    ) -> ServerResponse {
        .json(["assessment": AssessmentWire.json(assessment, of: request.trace)])
    }
}
