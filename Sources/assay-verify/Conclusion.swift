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

    /// Runs a check, prints what it found and ends with its status.
    ///
    /// - Throws: `ExitCode` when the answer is not yes.
    static func report(asJSON isJSON: Bool, of check: () throws -> Conclusion) throws {
        let conclusion: Conclusion
        do {
            conclusion = try check()
        } catch {
            conclusion = .unknown("\(error)")
        }
        if isJSON {
            let verified: JSON =
                switch conclusion.verdict {
                case .yes: true
                case .no: false
                case .unknown: nil
                }
            print(JSON.object(conclusion.fields.merging(["verified": verified]) { $1 }).pretty)
        } else {
            for line in conclusion.lines { print(TerminalText.escaped(line)) }
        }
        guard conclusion.verdict == .yes else { throw ExitCode(conclusion.verdict.rawValue) }
    }
}
