/// Reads the syntax of RE2.
///
/// Source: <https://github.com/google/re2/wiki/Syntax>. Scripts (`\p{Greek}`) are left out.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var flags = Flags()
    private var depth = 0

    private struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesNewline = false
    }

    private static let depthMax = 100
    private static let repetitionMax = 1_000

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    static func parse(_ pattern: String) throws(CELFault) -> PatternNode {
        var parser = PatternParser(pattern)
        let node = try parser.choice()
        guard parser.position == parser.scalars.count else {
            throw parser.fault("unexpected `)`")
        }
        return node
    }

    private func fault(_ message: String) -> CELFault {
        .error(.invalidArgument, "the regular expression has an error at \(position): \(message)")
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        scalars.indices.contains(position + ahead) ? scalars[position + ahead] : nil
    }

    private mutating func accept(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func next(_ wanted: String) throws(CELFault) -> Unicode.Scalar {
        guard let scalar = peek() else { throw fault("expected \(wanted)") }
        position += 1
        return scalar
    }

    private mutating func choice() throws(CELFault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw fault("it nests too deep") }
        var branches = [try sequence()]
        while accept("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(CELFault) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            guard var node = try atom() else { continue }
            while let (least, most) = try quantifier() {
                node = .repeated(node, least: least, most: most)
            }
            nodes.append(node)
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func quantifier() throws(CELFault) -> (least: Int, most: Int?)? {
        let bounds: (Int, Int?)
        switch peek() {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            guard let counted = try counted() else { return nil }
            _ = accept("?")
            return counted
        default: return nil
        }
        position += 1
        // Whether as few or as many as possible does not matter to whether there is a match.
        _ = accept("?")
        return bounds
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else in braces is plain text.
    private mutating func counted() throws(CELFault) -> (least: Int, most: Int?)? {
        let start = position
        position += 1
        guard let least = number() else {
            position = start
            return nil
        }
        var most: Int? = least
        if accept(",") { most = peek() == "}" ? nil : number() ?? -1 }
        guard accept("}"), most != -1 else {
            position = start
            return nil
        }
        guard least <= Self.repetitionMax, (most ?? least) <= Self.repetitionMax,
            least <= most ?? least
        else { throw fault("a repetition is at most \(Self.repetitionMax) times") }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = scalars[position...].prefix { "0"..."9" ~= $0 }.prefix(6)
        position += digits.count
        return Int(String(String.UnicodeScalarView(digits)))
    }

    // MARK: Atoms

    private mutating func atom() throws(CELFault) -> PatternNode? {
        let scalar = try next("an expression")
        switch scalar {
        case "(": return try group()
        case "[": return .set(try bracket())
        case ".": return .set(flags.dotMatchesNewline ? .all : .allButNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "\\": return try escape()
        case "*", "+", "?": throw fault("there is nothing to repeat before `\(scalar)`")
        case "{":
            position -= 1
            if try counted() != nil { throw fault("there is nothing to repeat before `{`") }
            position += 1
            return literal(scalar)
        default: return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        var set = ScalarSet(scalar)
        set.ignoresCase = flags.ignoresCase
        return .set(set)
    }

    private mutating func group() throws(CELFault) -> PatternNode? {
        let outer = flags
        if accept("?") {
            if accept("P<") || accept("<") {
                while try next("`>` after the name of a group") != ">" {}
            } else if try setFlags() {
                return nil
            }
        }
        let inner = try choice()
        guard accept(")") else { throw fault("expected `)`") }
        flags = outer
        return inner
    }

    /// Reads `i)`, `s-m:` and the like; whether the flags hold for the rest of the group.
    private mutating func setFlags() throws(CELFault) -> Bool {
        var isOn = true
        while true {
            switch try next("`:` or `)` after flags") {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotMatchesNewline = isOn
            case "U": break
            case "-": isOn = false
            case ":": return false
            case ")": return true
            default: throw fault("unknown flag")
            }
        }
    }

    private mutating func escape() throws(CELFault) -> PatternNode? {
        if accept("Q") {
            var nodes: [PatternNode] = []
            while position < scalars.count, !accept("\\E") {
                nodes.append(literal(try next("text")))
            }
            return .sequence(nodes)
        }
        if accept("E") { return nil }
        switch peek() {
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        default: break
        }
        if let set = try classEscape() { return .set(set) }
        return literal(try scalarEscape())
    }

    private mutating func assertion(_ kind: PatternNode.Assertion) -> PatternNode {
        position += 1
        return .assertion(kind)
    }

    /// `\d`, `\pL`, `\P{Lu}` and the like.
    private mutating func classEscape() throws(CELFault) -> ScalarSet? {
        guard let letter = peek() else { throw fault("expected a letter after `\\`") }
        var set: ScalarSet
        switch letter {
        case "d", "D": set = .digits
        case "s", "S": set = .blanks
        case "w", "W": set = .word
        case "p", "P":
            position += 1
            return try category(isNegated: letter == "P")
        default: return nil
        }
        position += 1
        set.isNegated = "A"..."Z" ~= letter
        return set
    }

    private mutating func category(isNegated: Bool) throws(CELFault) -> ScalarSet {
        var name = ""
        var isNegated = isNegated
        if accept("{") {
            if accept("^") { isNegated.toggle() }
            while let scalar = peek(), scalar != "}", name.utf8.count < 20 {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard accept("}") else { throw fault("expected `}`") }
        } else {
            name.unicodeScalars.append(try next("a category"))
        }
        guard var set = ScalarSet(category: name) else {
            throw fault("unknown class of characters `\(name)`")
        }
        set.isNegated = isNegated
        set.ignoresCase = flags.ignoresCase
        return set
    }

    private mutating func scalarEscape() throws(CELFault) -> Unicode.Scalar {
        let letter = try next("a letter after `\\`")
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try hexEscape()
        case "0"..."7": return try octalEscape(letter)
        default:
            let isWord = ScalarSet.word.contains(letter) && letter != "_"
            guard letter.isASCII, !isWord else { throw fault("unknown escape `\\\(letter)`") }
            return letter
        }
    }

    private mutating func hexEscape() throws(CELFault) -> Unicode.Scalar {
        let isBraced = accept("{")
        var value: UInt32 = 0
        var count = 0
        while let scalar = peek(), scalar.isASCII, count < (isBraced ? 6 : 2),
            let digit = UInt8(truncatingIfNeeded: scalar.value).hexValue
        {
            value = value << 4 | digit
            count += 1
            position += 1
        }
        guard isBraced ? (count > 0 && accept("}")) : count == 2,
            let scalar = Unicode.Scalar(value)
        else { throw fault("the hexadecimal escape is not a character") }
        return scalar
    }

    private mutating func octalEscape(_ first: Unicode.Scalar) throws(CELFault) -> Unicode.Scalar {
        var value = first.value - 0x30
        var count = 1
        while count < 3, let scalar = peek(), "0"..."7" ~= scalar {
            value = value * 8 + scalar.value - 0x30
            count += 1
            position += 1
        }
        guard count > 1 || first == "0" else { throw fault("back references are not supported") }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    // MARK: Sets in brackets

    private mutating func bracket() throws(CELFault) -> ScalarSet {
        var set = ScalarSet()
        set.isNegated = accept("^")
        set.ignoresCase = flags.ignoresCase
        var isFirst = true
        while isFirst || peek() != "]" {
            isFirst = false
            if accept("[:") {
                set.insert(try posixClass())
                continue
            }
            if peek() == "\\" {
                position += 1
                if let part = try classEscape() {
                    set.insert(part)
                    continue
                }
                position -= 1
            }
            let low = try bracketScalar()
            guard peek() == "-", peek(1) != "]", peek(1) != nil else {
                set.insert(low.value...low.value)
                continue
            }
            position += 1
            let high = try bracketScalar()
            guard low.value <= high.value else { throw fault("a range goes upwards") }
            set.insert(low.value...high.value)
        }
        position += 1
        return set
    }

    private mutating func bracketScalar() throws(CELFault) -> Unicode.Scalar {
        let scalar = try next("`]`")
        return scalar == "\\" ? try scalarEscape() : scalar
    }

    private mutating func posixClass() throws(CELFault) -> ScalarSet {
        let isNegated = accept("^")
        var name = ""
        while let scalar = peek(), scalar != ":", name.utf8.count < 20 {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard accept(":]"), var set = ScalarSet.posix[name] else {
            throw fault("unknown class of characters")
        }
        set.isNegated = isNegated
        return set
    }
}
