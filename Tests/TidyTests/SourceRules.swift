/// What the house asks of one Swift file and the compiler and swift-format do not check.
enum SourceRules {
    static let fileLineLimit = 400
    static let functionLineLimit = 60

    static func sizes(_ file: SourceFile) -> [Problem] {
        var problems: [Problem] = []
        if file.lineCount > fileLineLimit {
            let sentence = "has \(file.lineCount) lines; split it by subject at \(fileLineLimit)"
            problems.append(Problem(file.path, sentence))
        }
        for function in file.functions where function.length > functionLineLimit {
            let sentence = "this function is \(function.length) lines; the limit is "
            problems.append(
                Problem(file.path, line: function.line, sentence + "\(functionLineLimit)"))
        }
        return problems
    }

    private struct Ban {
        let text: String
        let instead: String
        /// Only in rooms whose path begins so.
        var scope = ""
        var exceptRooms: Set<String> = []
    }

    private static let clock = "take the time as an argument"
    /// What somebody hands in is data: nothing in it is ever run, nor an address in it asked.
    private static let program = "run nothing that is handed in"
    private static let fetching = "only Followers ask other hosts, at addresses that were checked"

    /// What no code says, and what to say instead.
    private static let banned = [
        Ban(text: "try!", instead: "throw a typed error"),
        Ban(text: "as!", instead: "match a pattern"),
        Ban(text: "fatalError(", instead: "use preconditionFailure with a reason"),
        Ban(text: "@unchecked Sendable", instead: "use a value, an actor or a Mutex"),
        Ban(text: "nonisolated(unsafe)", instead: "use a value, an actor or a Mutex"),
        Ban(text: "public", instead: "use package: no other package imports this"),
        Ban(text: "Date.now", instead: clock, scope: "Sources/"),
        Ban(text: "Date()", instead: clock, scope: "Sources/"),
        Ban(text: "ContinuousClock", instead: clock, scope: "Sources/"),
        Ban(text: "SuspendingClock", instead: clock, scope: "Sources/"),
        Ban(text: "DispatchTime", instead: clock, scope: "Sources/"),
        Ban(text: "gettimeofday(", instead: clock, scope: "Sources/"),
        Ban(text: "clock_gettime(", instead: clock, scope: "Sources/", exceptRooms: ["assay"]),
        Ban(text: "UUID()", instead: "take identifiers as arguments", scope: "Sources/"),
        Ban(
            text: ".random(in:", instead: "take a generator as an argument", scope: "Sources/",
            exceptRooms: ["assay"]),
        Ban(text: "Process()", instead: program, scope: "Sources/"),
        // A model behind a command, and a command to be observed: the person at the command line names
        // both.
        Ban(
            text: "posix_spawn", instead: program, scope: "Sources/",
            exceptRooms: ["Followers", "assay"]),
        Ban(text: "popen(", instead: program, scope: "Sources/"),
        Ban(text: "execv", instead: program, scope: "Sources/"),
        // libpq, and ONNX Runtime where the person at the command line has it.
        Ban(
            text: "dlopen(", instead: program, scope: "Sources/",
            exceptRooms: ["Followers", "LedgerPostgres"]),
        Ban(text: "NSKeyedUnarchiver", instead: "read JSON", scope: "Sources/"),
        Ban(text: "URLSession", instead: fetching, scope: "Sources/"),
        Ban(
            text: "import AsyncHTTPClient", instead: fetching, scope: "Sources/",
            exceptRooms: ["Followers", "assay"]),
        Ban(
            text: "sleep(", instead: "wait for what you wait for", scope: "Tests/",
            exceptRooms: ["EndToEndTests"]),
    ]

    /// Marks of unfinished work, which comments may not bear either.
    private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

    static func bans(_ file: SourceFile) -> [Problem] {
        let bans = banned.filter {
            file.path.hasPrefix($0.scope) && !$0.exceptRooms.contains(file.room)
        }
        let words = bans.flatMap { ban in
            file.lines(saying: ban.text).map {
                Problem(file.path, line: $0, "says `\(ban.text)`; \(ban.instead)")
            }
        }
        let marked = marks.flatMap { mark in
            file.lines.indices.filter { file.lines[$0].contains(mark) }.map {
                Problem(file.path, line: $0 + 1, "says `\(mark)`; do it, or write an issue")
            }
        }
        return words + marked + forcedUnwraps(file)
    }

    private static func forcedUnwraps(_ file: SourceFile) -> [Problem] {
        file.code.indices.filter { file.code[$0].contains("!") && unwraps(file.code[$0]) }.map {
            Problem(file.path, line: $0 + 1, "unwraps by force; say what to do without it")
        }
    }

    /// Whether a `!` stands after a value or type, and is neither `!=` nor part of `try!` or `as!`.
    private static func unwraps(_ line: String) -> Bool {
        let characters = Array(line)
        return characters.indices.dropFirst().contains { index in
            let before = characters[index - 1]
            let isAfterValue = before.isLetter || before.isNumber || "_)]".contains(before)
            let isUnequal = index + 1 < characters.count && characters[index + 1] == "="
            let word = characters[..<index].reversed().prefix { $0.isLetter }.reversed()
            return characters[index] == "!" && isAfterValue && !isUnequal
                && !["try", "as"].contains(String(word))
        }
    }

    /// Names that say nothing of what is in a file or folder.
    private static var drawers: Regex<(Substring, Substring?, Substring?)> {
        /(Util|Helper|Manager)s?$|^(Common|Misc|Stuff|Extensions|Protocols)$/
    }

    private static var typeName: Regex<(Substring, Substring)> {
        /\b(?:struct|class|enum|actor|protocol) (\w+)/
    }

    /// No drawers, and no type with the name of a module, which would hide the module.
    static func names(_ file: SourceFile, rooms: [String]) -> [Problem] {
        let drawers = file.path.split(separator: "/").filter { component in
            component.split(separator: ".").first?.contains(Self.drawers) ?? false
        }.map { Problem(file.path, "`\($0)` is a drawer; name what is in it") }
        let hiding = file.code.indices.compactMap { index -> Problem? in
            guard rooms.contains(where: file.code[index].contains),
                let name = file.code[index].firstMatch(of: typeName).map({ String($0.output.1) }),
                rooms.contains(name)
            else { return nil }
            return Problem(file.path, line: index + 1, "the type `\(name)` bears a room's name")
        }
        return drawers + hiding
    }

    private static var declaration: Regex<(Substring, Substring)> {
        /\b(?:struct|class|enum|actor|protocol|extension|typealias) ([\w.]+)/
    }

    /// A file `X.swift` declares `X`, and `X+Y.swift` extends it or declares `XY`.
    static func mainType(_ file: SourceFile) -> [Problem] {
        let stem = file.name.replacing(".swift", with: "")
        let type = stem.split(separator: "+").first.map(String.init) ?? ""
        let asked: Set = [type, stem.replacing("+", with: "")]
        let isNamed = file.code.contains { line in
            asked.contains(where: line.contains)
                && line.matches(of: declaration).contains { match in
                    asked.contains { match.output.1.split(separator: ".").last == $0[...] }
                }
        }
        return isNamed
            ? [] : [Problem(file.path, "declares no `\(type)`, which it is named for")]
    }
}
