import Operations
import Synchronization
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Where a command speaks: text with colour on a terminal, plain text elsewhere, or JSON.
struct Terminal: Sendable {
    enum Style: String {
        case plain = "0", bold = "1", dim = "2", red = "31", green = "32", yellow = "33"
    }

    let asJSON: Bool
    let hasColour: Bool
    let hasProgress: Bool

    init(asJSON: Bool) {
        self.asJSON = asJSON
        let isPlain =
            getenv("NO_COLOR") != nil || getenv("TERM").map { String(cString: $0) } == "dumb"
        hasColour = !asJSON && !isPlain && isatty(STDOUT_FILENO) == 1
        hasProgress = !asJSON && isatty(STDERR_FILENO) == 1
    }

    /// A line of text, unless JSON was asked for.
    func say(_ line: String = "") {
        if !asJSON { print(line) }
    }

    /// Lets those who read a file or a pipe see what was said so far.
    func flush() { fflush(nil) }

    /// A line beside the answer, on standard error, so that the answer alone can be piped on.
    func note(_ line: String) {
        if !asJSON { Self.complain(line + "\n") }
    }

    /// The whole answer as JSON, if it was asked for; every answer carries its schema's version.
    func answer(_ json: @autoclosure () -> JSON) {
        guard asJSON else { return }
        guard case .object(var members) = json() else { return }
        members["schema"] = 1
        print(JSON.object(members).pretty)
    }

    func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    func fail(_ failure: Failure) {
        if asJSON {
            answer([
                "error": [
                    "code": .string(failure.code), "kind": .string(failure.kind.rawValue),
                    "message": .string(failure.message),
                ]
            ])
        } else {
            Self.complain("assay: \(failure.message)\n")
        }
    }

    /// Writes to standard error.
    static func complain(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Shows what is being done on standard error, when that is a terminal.
    func step() -> @Sendable (String) -> Void {
        guard hasProgress else { return { _ in } }
        return { Self.complain("\r\($0)\u{1B}[K\r") }
    }

    /// Shows bytes read so far on standard error, when that is a terminal.
    func progress(_ what: String) -> (@Sendable (Int) -> Void)? {
        guard hasProgress else { return nil }
        let meter = ProgressMeter(what)
        return { meter.add($0) }
    }
}

/// Counts bytes and redraws its line every 64 MiB, and every 64 reads of less.
private final class ProgressMeter: Sendable {
    private let what: String
    private let total = Atomic<Int>(0)
    private let reads = Atomic<Int>(0)

    init(_ what: String) { self.what = what }

    func add(_ count: Int) {
        let (before, after) = total.add(count, ordering: .relaxed)
        let read = reads.add(1, ordering: .relaxed).newValue
        guard before >> 26 != after >> 26 || read.isMultiple(of: 64) else { return }
        Terminal.complain("\r\(what) \(after >> 20) MiB\u{1B}[K\r")
    }
}

/// Bytes as people read them.
func byteText(_ count: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 1000 && unit < units.count - 1 {
        value /= 1000
        unit += 1
    }
    let rounded = value < 10 && unit > 0 ? (value * 10).rounded() / 10 : value.rounded()
    let text = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    return "\(text) \(units[unit])"
}

/// A number and its noun.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}

extension String {
    /// Filled with spaces to a width.
    func padded(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
