import Governance
package import HTTPServer
import HTTPTypes
package import Operations
import Transparency

/// The ways in for systems that speak OpenLineage, under the path that their clients add to
/// `OPENLINEAGE_URL`.
package struct OpenLineageRoutes {
    private let platform: Platform

    private static let bodyByteCountMax = 8 << 20
    private static let limits = JSONLimits(
        byteCountMax: bodyByteCountMax, depthMax: 64, valueCountMax: 1 << 18)
    private static let batchCountMax = 1_000

    package init(platform: Platform) { self.platform = platform }

    package var routes: [Route] {
        [
            route("/api/v1/lineage") { json, actor in
                try await take(json, by: actor)
                return .json([:], status: 201)
            },
            route("/api/v1/lineage/batch") { json, actor in try await takeAll(json, by: actor) },
        ]
    }

    private func route(
        _ path: String, _ handle: @escaping @Sendable (JSON, Actor) async throws -> ServerResponse
    ) -> Route {
        Route(
            .post, path, access: .permission(.recordLineage),
            bodyByteCountMax: Self.bodyByteCountMax
        ) { request in
            let bytes = try await request.body.collect(upTo: Self.bodyByteCountMax)
            let json: JSON
            do throws(JSONError) {
                json = try JSON(parsing: bytes, limits: Self.limits)
            } catch {
                throw OpenLineageProblem.malformed("it is no JSON: \(error)")
            }
            return try await handle(json, request.actor())
        }
    }

    private func take(_ json: JSON, by actor: Actor) async throws {
        let event = try RunEvent(json)
        let statement = json.canonicalBytes
        guard let activity = event.activity(statement: Digest(of: statement)) else { return }
        _ = try await platform.perform(
            RecordLineage(
                activity: activity,
                in: actor.workspaces(for: RecordLineage.permission).own, statement: statement,
                by: actor))
    }

    /// Each event by itself: what is wrong with one does not keep the others out.
    private func takeAll(_ json: JSON, by actor: Actor) async throws -> ServerResponse {
        guard let events = json.arrayValue, events.count <= Self.batchCountMax else {
            throw OpenLineageProblem.malformed(
                "a batch is a list of at most \(Self.batchCountMax) events")
        }
        var failed: [JSON] = []
        for (place, event) in events.enumerated() {
            do {
                try await take(event, by: actor)
            } catch let failure as Failure where failure.code == "bad_lineage" {
                failed.append([
                    "index": JSON(place), "reason": .string(failure.message),
                    "retriable": .bool(false),
                ])
            }
        }
        return .json([
            "status": failed.isEmpty ? "success" : "partial_success",
            "summary": [
                "received": JSON(events.count), "successful": JSON(events.count - failed.count),
                "failed": JSON(failed.count), "retriable": 0,
                "non_retriable": JSON(failed.count),
            ], "failed_events": .array(failed),
        ])
    }
}
