import ArgumentParser
import Followers
import Operations

#if canImport(Glibc)
import Glibc
#endif

/// Which model that somebody else runs is asked, and how.
struct ServedModelOptions: ParsableArguments {
    @Option(
        help: "Ask a model over HTTP: …/v2/models/NAME (Open Inference Protocol), …/invocations.")
    var predictURL: String?
    @Option(
        help: ArgumentHelp(
            "Ask a command, which a shell runs once: a JSON object a row in, a line with its "
                + "prediction out. It stands in the evidence."))
    var predictCommand: String?
    @Option(help: "The URL's protocol, where its path does not say: open-inference or mlflow.")
    var predictProtocol: String?
    @Option(help: "Which output to read, when the Open Inference Protocol gives several.")
    var predictOutput: String?
    @Option(help: "How many seconds a request may take, or the command in all.")
    var predictTimeout = 120
    @Option(
        help: ArgumentHelp(
            "The columns it is asked with, with commas (default: those that it names, or all but "
                + "label, scores and sensitive); of a model's file that names none, its columns in "
                + "its order."))
    var features: String?

    private static let secondsMost = 86_400

    func validate() throws {
        if predictURL != nil, predictCommand != nil {
            throw ValidationError(
                "`--predict-url` and `--predict-command` each name a model: choose")
        }
        if predictURL == nil, predictProtocol != nil || predictOutput != nil {
            throw ValidationError(
                "`--predict-protocol` and `--predict-output` are about `--predict-url`")
        }
        if !(1...Self.secondsMost).contains(predictTimeout) {
            throw ValidationError(
                "`--predict-timeout` must be from 1 to \(Self.secondsMost) seconds")
        }
    }

    @Sendable private static func uptime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    var isAsked: Bool { predictURL != nil || predictCommand != nil }

    /// - Returns: `nil` when none is asked.
    /// - Throws: A fault when nobody answers at an address.
    func model() throws -> (any ServedModel)? {
        if let predictCommand {
            return ProgramModel(
                command: predictCommand, secondsMax: predictTimeout, uptime: Self.uptime)
        }
        return try predictURL.map {
            try EndpointModel(
                $0, by: try predictProtocol.map { try ParseArgument.choice($0, "protocol") },
                outputName: predictOutput, token: Environment.value("ASSAY_PREDICT_TOKEN"),
                secondsMax: predictTimeout)
        }
    }

    func columns() throws(Failure) -> [String]? {
        guard let features else { return nil }
        return try ParseArgument.columns(features, "--features")
    }
}
