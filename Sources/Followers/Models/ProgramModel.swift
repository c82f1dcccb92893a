package import Operations
package import Predictors
package import Transparency

/// A model behind a command that reads one JSON object a row from its input and answers one line for
/// each, as ``JSONLinesWire`` has it.
///
/// The command runs once for all rows it is asked for, and ends with its input: so it may answer line
/// by line, or read everything first.
package struct ProgramModel: ServedModel {
    /// What a shell is given.
    package let command: String
    /// How long it may run, for all rows.
    package let secondsMax: Int
    private let uptime: @Sendable () -> Int64

    /// Rows that are put into JSON at once.
    private static let rowsPerPiece = 1_000
    /// What a row's line may have; the whole is bounded by this.
    private static let answerBytesPerRow = 4_096

    /// `uptime`: Milliseconds since some moment, by a clock that nobody sets.
    package init(command: String, secondsMax: Int, uptime: @escaping @Sendable () -> Int64) {
        self.command = command
        self.secondsMax = secondsMax
        self.uptime = uptime
    }

    package var name: String { "`\(command)`" }
    package var columns: [String]? { nil }
    package var description: [String: JSON] {
        ["command": .string(command), "protocol": "json-lines"]
    }

    package func predictions(
        of columns: [PredictorColumn], rowCount: Int
    ) throws(Failure) -> WirePredictions {
        let wire = JSONLinesWire()
        var first = 0
        var asked: WireError?
        let filter = FilterProgram(
            command: command, secondsMax: secondsMax,
            outputBytesMost: (rowCount + 16) * Self.answerBytesPerRow, uptime: uptime)
        let output = try filter.run(called: name) { () -> [UInt8]? in
            guard first < rowCount, asked == nil else { return nil }
            let rows = first..<min(first + Self.rowsPerPiece, rowCount)
            first = rows.upperBound
            do throws(WireError) { return try wire.request(columns: columns, rows: rows) } catch {
                asked = error
                return nil
            }
        }
        do throws(WireError) {
            if let asked { throw asked }
            return try wire.predictions(output, rowCount: rowCount)
        } catch { throw .fault("bad_answer", "\(name): \(error)") }
    }
}
