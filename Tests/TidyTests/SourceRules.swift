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

    /// What no code says, what to say instead, and the rooms that may.
    private static let banned: [(text: String, instead: String, rooms: Set<String>)] = [
        ("try!", "throw a typed error", []),
        ("as!", "match a pattern", []),
        ("fatalError(", "use preconditionFailure with a reason", []),
        ("@unchecked Sendable", "use a value, an actor or a Mutex", []),
        ("nonisolated(unsafe)", "use a value, an actor or a Mutex", []),
        ("public", "use package: nothing is imported by another package", []),
        ("Date.now", "take the time as an argument", []),
        ("Date()", "take the time as an argument", []),
        ("ContinuousClock", "take the time as an argument", ["EndToEndTests"]),
        ("SuspendingClock", "take the time as an argument", ["EndToEndTests"]),
        ("DispatchTime", "take the time as an argument", []),
        ("gettimeofday(", "take the time as an argument", []),
        ("clock_gettime(", "take the time as an argument", ["assay", "EndToEndTests"]),
        ("UUID()", "take identifiers as arguments", []),
        ("SystemRandomNumberGenerator", "take a seeded generator", ["assay"]),
        ("sleep(", "wait for what you wait for", ["EndToEndTests"]),
        ("usleep(", "wait for what you wait for", ["EndToEndTests"]),
    ]

    /// Marks of unfinished work, which comments may not bear either.
    private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

    static func bans(_ file: SourceFile) -> [Problem] {
        let words = banned.filter { !$0.rooms.contains(file.room) }.flatMap { ban in
            file.lines(saying: ban.text).map {
                Problem(file.path, line: $0, "says `\(ban.text)`; \(ban.instead)")
            }
        }
        let marked = marks.flatMap { mark in
            file.lines.indices.filter { file.lines[$0].contains(mark) }.map {
                Problem(file.path, line: $0 + 1, "says `\(mark)`; do it, or write an issue")
            }
        }
        return words + marked + forcedUnwraps(file) + ownRandomness(file)
    }

    private static func forcedUnwraps(_ file: SourceFile) -> [Problem] {
        file.code.indices.filter { index in
            file.code[index].contains("!") && file.code[index].contains(/[\w)\]]!([^=]|$)/)
                && !file.code[index].contains(/\b(try|as)!/)
        }.map { Problem(file.path, line: $0 + 1, "unwraps by force; say what to do without it") }
    }

    /// `random(in:)` without a generator draws from the system's.
    private static func ownRandomness(_ file: SourceFile) -> [Problem] {
        guard file.room != "assay" else { return [] }
        return file.code.indices.filter { index in
            file.code[index].contains(".random(in:") && !file.code[index].contains("using:")
        }.map { Problem(file.path, line: $0 + 1, "draws its own random numbers; take a generator") }
    }

    /// Names that say nothing of what is in a file or folder.
    private static let drawers =
        /(Util|Helper|Manager)s?$|^(Common|Misc|Stuff|Extensions|Protocols)$/

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
