import Governance
import Operations
import Tracking
import Transparency

/// Registered models and their versions as MLflow writes them.
enum RegistryWire {
    /// Piece by piece, for pages of them are asked for; names are in canonical order.
    static func write(_ model: RegisteredModel, to writer: inout CanonicalWriter) {
        writer.object { writer in
            if !model.aliases.isEmpty {
                writer.member("aliases")
                writer.array(count: model.aliases.count) { index, writer in
                    writer.object { writer in
                        writer.member("alias", model.aliases[index].alias)
                        writer.member("version", "\(model.aliases[index].number)")
                    }
                }
            }
            writer.member("creation_timestamp", model.createdMilliseconds)
            if !model.description.isEmpty { writer.member("description", model.description) }
            writer.member("last_updated_timestamp", model.updatedMilliseconds)
            if !model.latest.isEmpty {
                writer.member("latest_versions")
                writer.array(count: model.latest.count) { index, writer in
                    writer.element(canonical: json(model.latest[index]).canonicalBytes)
                }
            }
            writer.member("name", model.name)
            RunWire.pairs("tags", model.tags, &writer)
        }
    }

    static func json(_ version: ModelVersion) -> JSON {
        var members: [String: JSON] = [
            "name": .string(version.name), "version": .string("\(version.number)"),
            "creation_timestamp": .number(Double(version.createdMilliseconds)),
            "last_updated_timestamp": .number(Double(version.updatedMilliseconds)),
            "current_stage": .string(version.stage.rawValue),
            "description": .string(version.description), "source": .string(version.source),
            "run_id": .string(version.runID ?? ""), "run_link": .string(version.runLink ?? ""),
            "status": .string(version.status.name), "user_id": .string(version.user),
        ]
        if let message = version.statusMessage { members["status_message"] = .string(message) }
        if let model = version.modelID { members["model_id"] = .string(model) }
        if !version.tags.isEmpty { members["tags"] = PairWire.json(version.tags) }
        if !version.aliases.isEmpty {
            members["aliases"] = .array(version.aliases.map(JSON.string))
        }
        return .object(members)
    }

    static func new(_ request: MLflowRequest) throws -> NewModelVersion {
        let tags = try PairWire.pairs("tags", of: request)
        return NewModelVersion(
            name: try request.required("name"), source: try request.required("source"),
            runID: try request.text("run_id")?.nonEmpty,
            runLink: try request.text("run_link")?.nonEmpty,
            modelID: try request.text("model_id")?.nonEmpty,
            user: try request.text("user_id") ?? "",
            description: try request.text("description") ?? "", tags: tags)
    }

    /// `limitMax`: More are refused, as MLflow's own server does.
    static func search(
        _ request: MLflowRequest, in dialect: FilterDialect, usual: Int, limitMax: Int
    ) throws -> RegistrySearch {
        let (filter, orders) = (try request.text("filter") ?? "", try request.texts("order_by"))
        let (limit, start) = (
            try request.limit(usual: usual, max: limitMax), try request.text("page_token")
        )
        return try Failure.tracking { () throws(TrackingError) in
            try RegistrySearch(
                filter: filter, orders: orders, in: dialect, limit: limit, start: start)
        }
    }
}
