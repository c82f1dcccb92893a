import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var runChanges: [Route] {
        let platform = self.platform
        return route(.post, "runs/update", .logRuns) { asked, _ in
            let info = try await platform.perform(
                ChangeRun(run: try asked.run(), change: try asked.runUpdate(), by: asked.actor))
            var writer = CanonicalWriter()
            writer.object { writer in
                writer.member("run_info")
                writer.object { RunWire.info(info, &$0) }
            }
            return ServerResponse(200, type: "application/json", writer.bytes)
        }
            + change("runs/delete") { _ in .delete }
            + change("runs/restore") { _ in .restore }
            + change("runs/delete-tag") { asked in .removeTag(try asked.required("key")) }
            + route(.post, "runs/log-inputs", .logRuns) { asked, _ in
                let id = try asked.run()
                try await platform.perform(
                    LogInputs(
                        run: id, datasets: try DatasetWire.inputs(asked),
                        models: try DatasetWire.models(asked).map(\.model), by: asked.actor))
                return .done
            }
            + route(.post, "runs/outputs", .logRuns) { asked, _ in
                try await platform.perform(
                    LogOutputs(
                        run: try asked.run(), models: try DatasetWire.models(asked),
                        by: asked.actor))
                return .done
            }
    }

    private func change(
        _ path: String, _ change: @escaping @Sendable (MLflowRequest) throws -> RunChange
    ) -> [Route] {
        let platform = self.platform
        return route(.post, path, .logRuns) { asked, _ in
            _ = try await platform.perform(
                ChangeRun(run: try asked.run(), change: try change(asked), by: asked.actor))
            return .done
        }
    }
}

extension MLflowRequest {
    fileprivate func runUpdate() throws -> RunChange {
        var status: RunStatus?
        if let value = value("status") {
            let number = value.mlflowInteger.flatMap(RunStatus.init(rawValue:))
            guard let found = value.stringValue.flatMap(RunStatus.init(name:)) ?? number else {
                throw MLflowProblem.invalid(value, "status")
            }
            status = found
        }
        return .update(
            status: status, endedMilliseconds: try integer("end_time"),
            name: try text("run_name"))
    }
}
