package import Operations
package import Predictors
package import Transparency

/// A model that a server answers for over HTTP: by the Open Inference Protocol, or as MLflow does.
package struct EndpointModel: ServedModel {
    private let url: ModelURL
    private let wire: Wire
    private let client: ModelClient
    package let columns: [String]?

    private enum Wire {
        case mlflow(InvocationsWire)
        /// A layout, where the server says one.
        case openInference(InferenceProtocolWire.Layout?, outputName: String?)
    }

    /// Rows that are sent at once.
    private static let rowsPerRequest = 1_000
    private static let answerBytesPerRow = 4_096

    /// - Parameters:
    ///   - text: Where it is served; the path says by which protocol, unless that is stated.
    ///   - stated: By which protocol.
    ///   - outputName: Which of several outputs to read, by the Open Inference Protocol.
    ///   - token: Sent as `Authorization: Bearer`.
    ///   - secondsMax: How long a request may take.
    /// - Throws: A fault for an address that is none, and when nobody answers there.
    package init(
        _ text: String, by stated: ModelProtocol?, outputName: String?, token: String?,
        secondsMax: Int
    ) throws(Failure) {
        let url = try ModelURL(text)
        guard let spoken = stated ?? ModelProtocol.of(path: url.path) else {
            throw .fault(
                "unknown_protocol",
                "`\(url.place)` ends neither with /v2/models/NAME nor with /invocations: say "
                    + "`--predict-protocol open-inference` or `mlflow`")
        }
        guard token == nil || url.isPrivate else {
            throw .fault(
                "bad_url",
                "your token would cross the network in the clear: use https:// for `\(url.place)`")
        }
        self.url = url
        client = ModelClient(name: "`\(url.place)`", token: token, secondsMax: secondsMax)
        switch spoken {
        case .mlflow:
            wire = .mlflow(InvocationsWire())
            columns = nil
        case .openInference:
            let answer = try client.session { (session) throws(Failure) in
                try session.get(Self.base(url) + url.query)
            }
            let inputs = ModelInputs(answer.status == 200 ? answer.body : [])
            wire = .openInference(inputs.layout, outputName: outputName)
            columns = inputs.columns
        }
    }

    /// Without `/infer`, which asks.
    private static func base(_ url: ModelURL) -> String {
        url.place.hasSuffix("/infer") ? String(url.place.dropLast("/infer".count)) : url.place
    }

    package var name: String { client.name }
    package var description: [String: JSON] {
        switch wire {
        case .mlflow: ["protocol": "mlflow", "url": .string(url.place)]
        case .openInference(_, let outputName):
            [
                "output": outputName.map(JSON.string) ?? .null, "protocol": "open-inference",
                "url": .string(url.place),
            ]
        }
    }

    package func predictions(
        of columns: [PredictorColumn], rowCount: Int
    ) throws(Failure) -> WirePredictions {
        try client.session { (session) throws(Failure) in
            var parts: [WirePredictions] = []
            for first in stride(from: 0, to: rowCount, by: Self.rowsPerRequest) {
                let rows = first..<min(first + Self.rowsPerRequest, rowCount)
                parts.append(try ask(columns, rows, in: session))
            }
            do throws(WireError) { return try WirePredictions(joining: parts) } catch {
                throw .fault("bad_answer", "\(name): \(error)")
            }
        }
    }

    private func ask(
        _ columns: [PredictorColumn], _ rows: Range<Int>, in session: ModelClient.Session
    ) throws(Failure) -> WirePredictions {
        let (target, question) = try request(columns, rows)
        let answer = try session.post(
            question, to: target + url.query,
            bytesMost: (rows.count + 16) * Self.answerBytesPerRow)
        guard answer.status == 200 else {
            throw .fault(
                "model_failed", "\(name) answered \(answer.status)" + ServerComplaint(answer).text)
        }
        do throws(WireError) {
            switch wire {
            case .mlflow(let wire):
                return try wire.predictions(answer.body, rowCount: rows.count)
            case .openInference(_, let outputName):
                return try InferenceProtocolWire(layout: .columns, outputName: outputName)
                    .predictions(answer.body, rowCount: rows.count)
            }
        } catch { throw .fault("bad_answer", "\(name): \(error)") }
    }

    private func request(
        _ columns: [PredictorColumn], _ rows: Range<Int>
    ) throws(Failure) -> (target: String, body: [UInt8]) {
        do throws(WireError) {
            switch wire {
            case .mlflow(let wire):
                return (url.place, try wire.request(columns: columns, rows: rows))
            case .openInference(let layout, let outputName):
                let wire = InferenceProtocolWire(
                    layout: layout ?? ModelInputs.layout(for: columns), outputName: outputName)
                return (
                    Self.base(url) + "/infer", try wire.request(columns: columns, rows: rows)
                )
            }
        } catch { throw .fault("not_asked", "\(name) cannot be asked: \(error)") }
    }
}
