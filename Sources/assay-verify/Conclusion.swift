import ArgumentParser
import Transparency

/// What a command found out: yes, no, or that it could not be told.
struct Conclusion {
    enum Verdict: Int32 {
        case yes = 0
        case no = 1
        case unknown = 3
    }

    let verdict: Verdict
    /// For people: the first line answers, the others say what it rests on.
    let lines: [String]
    /// For programs; `verified` is added.
    let fields: [String: JSON]

    static func yes(_ lines: [String], _ fields: [String: JSON] = [:]) -> Self {
        Self(verdict: .yes, lines: lines, fields: fields)
    }

    static func no(_ reason: String, _ more: [String] = [], _ fields: [String: JSON] = [:]) -> Self
    {
        Self(
            verdict: .no, lines: ["NO: " + reason] + more,
            fields: fields.merging(["reason": .string(reason)]) { $1 })
    }

    static func unknown(_ reason: String) -> Self {
        Self(
            verdict: .unknown, lines: ["could not tell: " + reason],
            fields: ["reason": .string(reason)])
    }

    /// What a check finds out; an error is no answer.
    init(of check: () throws -> Self) {
        do {
            self = try check()
        } catch {
            self = .unknown("\(error)")
        }
    }

    private init(verdict: Verdict, lines: [String], fields: [String: JSON]) {
        self.verdict = verdict
        self.lines = lines
        self.fields = fields
    }

    var json: JSON {
        let verified: JSON =
            switch verdict {
            case .yes: true
            case .no: false
            case .unknown: nil
            }
        return .object(fields.merging(["verified": verified]) { $1 })
    }

    /// The lines, with nothing in them that could move the terminal's cursor.
    var text: String { lines.map(TerminalText.escaped).joined(separator: "\n") }
}

/// A command that answers yes, no or that it could not tell.
protocol VerifyingCommand: ParsableCommand {
    /// Whether to print JSON.
    var json: Bool { get }

    /// - Throws: Whatever keeps it from an answer.
    func conclude() throws -> Conclusion
}

extension VerifyingCommand {
    /// Prints the answer and ends with its status.
    ///
    /// - Throws: `ExitCode` when the answer is not yes.
    func run() throws {
        let conclusion = Conclusion(of: conclude)
        print(json ? conclusion.json.pretty : conclusion.text)
        guard conclusion.verdict == .yes else { throw ExitCode(conclusion.verdict.rawValue) }
    }
}
