import Followers
import Foundation
import Operations
import Predictors
import Testing
import Transparency

/// Models behind commands, of what every machine has.
@Suite struct ProgramModelTests {
    private static let rows = 2_500
    private static let columns = [
        PredictorColumn(name: "age", values: .numbers((0..<rows).map { Double($0) })),
        PredictorColumn(
            name: "city", values: .texts(codes: .init(repeating: 0, count: rows), names: ["Bern"])),
    ]

    private static let start = ContinuousClock.now

    @Sendable private static func uptime() -> Int64 {
        Int64(start.duration(to: .now) / .milliseconds(1))
    }

    private func ask(
        _ command: String, rows: Int = 2, secondsMax: Int = 600
    ) throws -> WirePredictions {
        try ProgramModel(command: command, secondsMax: secondsMax, uptime: Self.uptime)
            .predictions(of: Self.columns, rowCount: rows)
    }

    private func failure(_ command: String, secondsMax: Int = 600) throws -> Failure {
        try #require(
            #expect(throws: Failure.self) { _ = try ask(command, secondsMax: secondsMax) })
    }

    @Test(arguments: [
        // Line by line; all at once; and with more in the pipe than it holds.
        "awk -F'[:,]' '{ print $2; fflush() }'",
        "awk -F'[:,]' '{ all = all $2 \"\\n\" } END { printf \"%s\", all }'",
        "awk -F'[:,]' '{ printf \"{\\\"prediction\\\": %s}\\n\", $2; print $0 > \"/dev/stderr\" }'",
    ])
    func `each row is answered by its line, in order`(command: String) throws {
        let answers = try ask(command, rows: Self.rows)
        #expect(answers.values == (0..<Self.rows).map { Double($0) })
        #expect(answers.width == 1)
    }

    @Test func `several numbers a line are several a row`() throws {
        #expect(try ask("sed 's/.*/[0.25, 0.75]/'").values == [0.25, 0.75, 0.25, 0.75])
    }

    @Test(arguments: [
        (
            "echo 'loading' >&2; echo 'no such model' >&2; exit 3",
            "ended with status 3: no such model"
        ),
        ("no-such-command-here", "ended with status 127: "),
        ("kill -9 $$", "was ended by signal 9"), ("head -n 1 >/dev/null", "not fit: 2 rows"),
        ("true", "2 rows were asked for, 0 came"), ("cat; echo 1", "asked for, 3 came"),
        ("cat", "something else than finite numbers"), ("sed 's/.*/nan/'", "not JSON"),
        ("sed 's/.*/\"high\"/'", "something else than finite numbers"),
        ("sed 's/.*/{\"error\": \"too old\"}/'", "the model says: too old"),
        ("sed 's/.*/0.5/'; exit 1", "ended with status 1"),
        ("yes", "writes more than"), ("exec sed 's/.*/x/' >&2", "asked for, 0 came"),
    ])
    func `a command that does not answer is said in one sentence`(
        command: String, saying: String
    ) throws {
        let failure = try failure(command)
        #expect(failure.message.contains(saying), "\(failure)")
        #expect(!failure.message.contains("\n") && failure.kind == .fault)
    }

    @Test func `a command that hangs is killed, and all that it started`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let failure = try failure(
            "echo $$ >> '\(folder)/ids'; sleep 600 & echo $! >> '\(folder)/ids'; "
                + "echo waiting >&2; wait", secondsMax: 1)
        #expect(
            failure.message.hasSuffix("did not end within 1 s, and was stopped: waiting"),
            "\(failure)")
        let ids = try String(contentsOfFile: "\(folder)/ids", encoding: .utf8)
            .split(separator: "\n")
        #expect(ids.count == 2)
        for id in ids { #expect(!Self.isRunning(id)) }
    }

    @Test func `what a command leaves running does not stay`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answers = try ask(
            "sleep 600 >/dev/null 2>&1 & echo $! > '\(folder)/id'; sed 's/.*/0.5/'")
        #expect(answers.values == [0.5, 0.5])
        let id = try String(contentsOfFile: "\(folder)/id", encoding: .utf8)
            .split(separator: "\n")[0]
        #expect(!Self.isRunning(id))
    }

    /// Whether there is such a process still, a while after it was killed.
    private static func isRunning(_ id: Substring) -> Bool {
        let end = uptime() + 10_000
        while uptime() < end {
            if hasEnded(id) { return false }
            sched_yield()
        }
        return true
    }

    /// Whether there is no such process, or only what is left of one.
    private static func hasEnded(_ id: Substring) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else {
            return true
        }
        let state = stat.split(separator: ")").last?.split(separator: " ").first
        return state == "Z" || state == "X"
    }

    @Test func `an infinity has no form, so the command's answer does not count`() throws {
        let column = PredictorColumn(name: "age", values: .numbers([1, .infinity]))
        let model = ProgramModel(
            command: "sed 's/.*/0.5/'", secondsMax: 600, uptime: Self.uptime)
        let failure = try #require(
            #expect(throws: Failure.self) {
                _ = try model.predictions(of: [column], rowCount: 2)
            })
        #expect(failure.message.contains("`age` is infinite in row 2"), "\(failure)")
    }
}
