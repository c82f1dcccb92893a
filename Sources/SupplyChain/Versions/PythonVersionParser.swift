/// Reads one version by the grammar of PEP 440's appendix B, letters in either case.
///
/// No step needs to be taken back: a separator behind the letters of a pre-, post- or development
/// release is theirs, with a number or without.
struct PythonVersionParser {
    private var cursor: ByteCursor

    init(_ text: some StringProtocol) {
        let bytes = text.utf8.map(\.lowercased).drop { $0.isSpace }
        let end = bytes.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? bytes.startIndex
        cursor = ByteCursor(Array(bytes[..<end]))
    }

    mutating func parse() -> PythonVersion? {
        var version = PythonVersion()
        _ = cursor.take("v")
        guard readRelease(of: &version) else { return nil }
        readPreRelease(of: &version)
        readPostRelease(of: &version)
        readDevelopment(of: &version)
        guard readLocal(of: &version), cursor.isAtEnd else { return nil }
        return version
    }

    private mutating func number() -> VersionNumber? {
        let digits = cursor.take(while: \.isDigit)
        return digits.isEmpty ? nil : VersionNumber(digits)
    }

    private mutating func readRelease(of version: inout PythonVersion) -> Bool {
        guard let first = number() else { return false }
        version.release = [first]
        if cursor.take("!") {
            version.epoch = first
            guard let first = number() else { return false }
            version.release = [first]
        }
        while cursor.next == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true {
            cursor.advance()
            if let next = number() { version.release.append(next) }
        }
        return true
    }

    private mutating func readPreRelease(of version: inout PythonVersion) {
        let start = cursor.position
        takeSeparator()
        if cursor.take("alpha") || cursor.take("a") {
            version.preRelease = .alpha
        } else if cursor.take("beta") || cursor.take("b") {
            version.preRelease = .beta
        } else if cursor.take("preview") || cursor.take("pre") || cursor.take("c")
            || cursor.take("rc")
        {
            version.preRelease = .candidate
        } else {
            return cursor.move(to: start)
        }
        version.preReleaseNumber = numberBehindLetters()
    }

    private mutating func readPostRelease(of version: inout PythonVersion) {
        let start = cursor.position
        if cursor.next == UInt8(ascii: "-"), cursor.peek(1)?.isDigit == true {
            cursor.advance()
            version.postRelease = number()
            return
        }
        takeSeparator()
        guard cursor.take("post") || cursor.take("rev") || cursor.take("r") else {
            return cursor.move(to: start)
        }
        version.postRelease = numberBehindLetters()
    }

    private mutating func readDevelopment(of version: inout PythonVersion) {
        let start = cursor.position
        takeSeparator()
        guard cursor.take("dev") else { return cursor.move(to: start) }
        version.development = numberBehindLetters()
    }

    private mutating func numberBehindLetters() -> VersionNumber {
        takeSeparator()
        return number() ?? .zero
    }

    private mutating func takeSeparator() {
        if let next = cursor.next, Self.isSeparator(next) { cursor.advance() }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { "-_.".utf8.contains(byte) }

    /// - Returns: `false` when a `+` is followed by something else than segments.
    private mutating func readLocal(of version: inout PythonVersion) -> Bool {
        guard cursor.take("+") else { return true }
        while true {
            let segment = cursor.take { $0.isDigit || $0.isLetter }
            guard !segment.isEmpty else { return false }
            version.local.append(
                segment.allSatisfy(\.isDigit)
                    ? .number(VersionNumber(segment)) : .text(segment.text))
            guard let next = cursor.next, Self.isSeparator(next) else { return true }
            cursor.advance()
        }
    }
}
