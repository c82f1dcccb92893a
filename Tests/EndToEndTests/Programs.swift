import Foundation
import Testing
import Transparency

/// The two programs as they were built, run as anybody runs them.
enum Programs {
    /// What a program answered.
    struct Answer: Sendable {
        let status: Int32
        let output: String
        let complaint: String

        /// The answer to `--json`; `nil` when it is not whole.
        var json: JSON? { try? JSON(parsing: Array(output.utf8)) }
        /// The code and the sentence of a failure under `--json`.
        var error: (code: String, message: String)? {
            guard let error = json?["error"], let code = error["code"]?.stringValue,
                let message = error["message"]?.stringValue
            else { return nil }
            return (code, message)
        }
    }

    /// The programs stand beside the bundle of tests.
    static let folder: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        return ((bundle ?? CommandLine.arguments[0]) as NSString).deletingLastPathComponent
    }()

    /// A program that was started and has not answered yet.
    final class Running: Sendable {
        private let process: Process
        private let files: (output: String, complaint: String)
        private let ended: Task<Void, any Error>

        fileprivate init(
            _ process: Process, _ files: (output: String, complaint: String),
            ended: Task<Void, any Error>
        ) {
            self.process = process
            self.files = files
            self.ended = ended
        }

        var processIdentifier: Int32 { process.processIdentifier }
        /// What it has complained of until now.
        var complaintSoFar: String { (try? Self.text(files.complaint)) ?? "" }

        /// Ends it as `kill -9` does.
        func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

        /// - Returns: `nil` when it was killed by a signal.
        func answer() async throws -> Answer? {
            try await ended.value
            guard process.terminationReason == .exit else { return nil }
            return Answer(
                status: process.terminationStatus, output: try Self.text(files.output),
                complaint: try Self.text(files.complaint))
        }

        private static func text(_ file: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        }
    }

    /// Starts a program, one of ours or one with its whole path, which prints into files of the scratch
    /// folder.
    static func start(
        _ program: String, _ arguments: [String], environment: [String: String], scratch: String
    ) throws -> Running {
        let name = "\(scratch)/\(UUID().uuidString)"
        let files = (output: "\(name).out", complaint: "\(name).err")
        let process = Process()
        process.executableURL = URL(
            filePath: program.hasPrefix("/") ? program : "\(folder)/\(program)")
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let handles = (try emptyFile(files.output), try emptyFile(files.complaint))
        (process.standardOutput, process.standardError) = handles
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        // Foundation keeps them open for good, and from 1,024 on it no longer notices that a program
        // has ended.
        try handles.0.close()
        try handles.1.close()
        return Running(process, files, ended: Task { for await _ in ends {} })
    }

    private static func emptyFile(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path))
        return try FileHandle(forWritingTo: URL(filePath: path))
    }
}
