import Tracking
import Transparency

/// An assessment as MLflow writes one.
enum AssessmentWire {
    private static let jsonFormat = "JSON_FORMAT"

    static func json(_ assessment: Assessment, of trace: String) -> JSON {
        var members: [String: JSON] = [
            "assessment_id": .string(assessment.id), "assessment_name": .string(assessment.name),
            "trace_id": .string(trace), "valid": .bool(assessment.isValid),
            "source": [
                "source_type": .string(assessment.source.kind),
                "source_id": .string(assessment.source.id),
            ],
            "create_time": ProtobufJSON.moment(assessment.createdMilliseconds),
            "last_update_time": ProtobufJSON.moment(assessment.updatedMilliseconds),
        ]
        switch assessment.kind {
        case .feedback:
            var feedback: [String: JSON] = ["value": assessment.value]
            feedback["error"] = assessment.error
            members["feedback"] = .object(feedback)
        case .expectation: members["expectation"] = expectation(assessment.value)
        }
        members["span_id"] = assessment.span.map { .string($0) }
        members["rationale"] = assessment.rationale.map { .string($0) }
        members["overrides"] = assessment.overrides.map { .string($0) }
        if !assessment.metadata.isEmpty {
            members["metadata"] = .object(
                Dictionary(assessment.metadata.map { ($0.key, .string($0.value)) }) { $1 })
        }
        return .object(members)
    }

    /// What has parts is the text of a JSON.
    private static func expectation(_ value: JSON) -> JSON {
        switch value {
        case .array, .object, .null:
            [
                "serialized_value": [
                    "serialization_format": .string(jsonFormat), "value": .string(value.canonical),
                ]
            ]
        case .bool, .number, .string: ["value": value]
        }
    }

    /// What a client says, called `id` unless it says so itself.
    static func new(_ json: JSON, orNamed id: String, at now: Int64) throws -> Assessment {
        guard json.objectValue != nil else { throw MLflowProblem.invalid(json, "assessment") }
        guard let content = try content(json) else {
            throw MLflowProblem.invalid(
                "Assessment must have either feedback or expectation value")
        }
        guard let source = json["source"], let kind = source["source_type"]?.stringValue else {
            throw MLflowProblem.missing("assessment.source")
        }
        return Assessment(
            id: try text(json, "assessment_id")?.nonEmpty ?? id,
            name: try text(json, "assessment_name") ?? "", kind: content.kind,
            value: content.value, error: content.error,
            source: .init(kind: kind, id: try text(source, "source_id") ?? "default"),
            span: try text(json, "span_id")?.nonEmpty, rationale: try text(json, "rationale"),
            overrides: try text(json, "overrides")?.nonEmpty,
            metadata: try TraceWire.pairs(json["metadata"], "assessment.metadata"),
            createdMilliseconds: try ProtobufJSON.milliseconds(json["create_time"]) ?? now,
            updatedMilliseconds: try ProtobufJSON.milliseconds(json["last_update_time"]) ?? now)
    }

    /// Which fields are said anew is in the mask.
    static func update(_ json: JSON, mask: String) throws -> AssessmentUpdate {
        var update = AssessmentUpdate()
        for field in mask.split(separator: ",") {
            switch field.trimmingPrefix(" ") {
            case "assessmentName", "assessment_name":
                update.name = try text(json, "assessment_name")
            case "feedback", "expectation":
                guard let content = try content(json), content.kind.rawValue == field else {
                    throw MLflowProblem.missing("assessment.\(field)")
                }
                update.content = content
            case "rationale": update.rationale = try text(json, "rationale")
            case "metadata":
                update.metadata = try TraceWire.pairs(json["metadata"], "assessment.metadata")
            default:
                throw MLflowProblem.invalid(
                    "Invalid value for parameter 'update_mask' supplied: there is no field "
                        + "'\(field.prefix(100))' to update.")
            }
        }
        return update
    }

    private static func content(_ json: JSON) throws -> AssessmentUpdate.Content? {
        if let feedback = json["feedback"], !feedback.isNull {
            let error = feedback["error"].flatMap { $0.isNull ? nil : $0 }
            guard error == nil || error?.objectValue != nil else {
                throw MLflowProblem.invalid(feedback, "assessment.feedback")
            }
            return .init(kind: .feedback, value: feedback["value"] ?? .null, error: error)
        }
        guard let expectation = json["expectation"], !expectation.isNull else { return nil }
        guard let serialized = expectation["serialized_value"], !serialized.isNull else {
            return .init(kind: .expectation, value: expectation["value"] ?? .null, error: nil)
        }
        guard serialized["serialization_format"]?.stringValue == jsonFormat,
            let text = serialized["value"]?.stringValue,
            let value = try? JSON(parsing: Array(text.utf8))
        else { throw MLflowProblem.invalid(serialized, "assessment.expectation.serialized_value") }
        return .init(kind: .expectation, value: value, error: nil)
    }

    private static func text(_ json: JSON, _ name: String) throws -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw MLflowProblem.invalid(value, name) }
        return text
    }
}
