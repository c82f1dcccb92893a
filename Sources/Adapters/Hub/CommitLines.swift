import Transparency

/// Reads a commit as clients of a hub send it: a JSON object a line, files' bytes in Base64 within.
///
/// The bytes of a file are handed over as they come; of all else a line may have a little only.
struct CommitLines {
    enum Event: Equatable {
        /// A file's bytes begin; the line says later which file.
        case contentBegins
        case content([UInt8])
        /// A whole line, with the bytes left out, and whether it had any.
        case line(JSON, hasContent: Bool)
    }

    /// Why a commit does not read.
    struct Malformed: Error, Equatable {
        let message: String
    }

    static let lineByteCountMax = 64 << 10
    private static let limits = JSONLimits(
        byteCountMax: lineByteCountMax, depthMax: 16, valueCountMax: 4_096)

    private enum Place {
        /// Between texts of a line.
        case between
        case text(isEscaped: Bool)
        case content(isEscaped: Bool)
    }

    private var line: [UInt8] = []
    private var place = Place.between
    private var depth = 0
    /// The text that ended last, as it is written, and whether a colon followed.
    private var lastText: [UInt8] = []
    private var textStart = 0
    private var isValue = false
    private var hasContent = false
    private var decoder = Base64Stream()

    /// Takes what came next.
    mutating func read(_ bytes: [UInt8]) throws(Malformed) -> [Event] {
        var events: [Event] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if case .content(let isEscaped) = place {
                try readContent(&rest, isEscaped: isEscaped, into: &events)
            } else {
                rest = rest.dropFirst()
                try take(byte, into: &events)
            }
        }
        return events
    }

    /// The last line, when it does not end with a newline.
    mutating func finish() throws(Malformed) -> [Event] {
        guard case .between = place else {
            throw Malformed(message: "the commit breaks off within a text")
        }
        var events: [Event] = []
        try endLine(into: &events)
        return events
    }

    private mutating func take(_ byte: UInt8, into events: inout [Event]) throws(Malformed) {
        if case .between = place, byte == UInt8(ascii: "\n") { return try endLine(into: &events) }
        guard line.count < Self.lineByteCountMax else {
            throw Malformed(
                message: "a line of the commit is longer than \(Self.lineByteCountMax) bytes")
        }
        line.append(byte)
        switch place {
        case .between: takeBetween(byte, into: &events)
        case .text(true): place = .text(isEscaped: false)
        case .text(false):
            if byte == UInt8(ascii: "\\") { place = .text(isEscaped: true) }
            if byte == UInt8(ascii: "\"") {
                lastText = Array(line[textStart..<line.count - 1])
                place = .between
                isValue = false
            }
        case .content: break
        }
    }

    private mutating func takeBetween(_ byte: UInt8, into events: inout [Event]) {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ":"): isValue = true
        case UInt8(ascii: ","): isValue = false
        case UInt8(ascii: "\""):
            if isValue, depth == 2, !hasContent, lastText == Array("content".utf8) {
                hasContent = true
                decoder = Base64Stream()
                events.append(.contentBegins)
                place = .content(isEscaped: false)
            } else {
                textStart = line.count
                place = .text(isEscaped: false)
            }
        default: break
        }
    }

    private mutating func readContent(
        _ rest: inout ArraySlice<UInt8>, isEscaped: Bool, into events: inout [Event]
    ) throws(Malformed) {
        let marks = [UInt8(ascii: "\""), UInt8(ascii: "\\")]
        if isEscaped {
            // A slash may be written so, and nothing else of Base64.
            guard rest.first == UInt8(ascii: "/") else { throw Base64Stream.malformed }
            var decoded: [UInt8] = []
            try decoder.decode(rest.prefix(1), into: &decoded)
            if !decoded.isEmpty { events.append(.content(decoded)) }
            rest = rest.dropFirst()
            place = .content(isEscaped: false)
            return
        }
        let end = rest.firstIndex { marks.contains($0) } ?? rest.endIndex
        var decoded: [UInt8] = []
        try decoder.decode(rest[..<end], into: &decoded)
        if !decoded.isEmpty { events.append(.content(decoded)) }
        rest = rest[end...]
        guard let mark = rest.popFirst() else { return }
        if mark == UInt8(ascii: "\\") {
            place = .content(isEscaped: true)
        } else {
            try decoder.finish()
            line.append(mark)
            place = .between
            isValue = false
        }
    }

    private mutating func endLine(into events: inout [Event]) throws(Malformed) {
        defer {
            line.removeAll(keepingCapacity: true)
            (depth, hasContent, isValue, lastText) = (0, false, false, [])
        }
        guard line.contains(where: { $0 > 0x20 }) else { return }
        do {
            events.append(
                .line(try JSON(parsing: line, limits: Self.limits), hasContent: hasContent))
        } catch {
            throw Malformed(message: "a line of the commit is no JSON: \(error)")
        }
    }
}

/// Base64 (RFC 4648 §4) that comes in pieces.
struct Base64Stream {
    static let malformed = CommitLines.Malformed(message: "a file's bytes are no Base64")

    private var bits: UInt32 = 0
    private var digitCount = 0
    private var paddingCount = 0

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    mutating func decode(
        _ text: ArraySlice<UInt8>, into bytes: inout [UInt8]
    ) throws(CommitLines.Malformed) {
        bytes.reserveCapacity(bytes.count + text.count / 4 * 3 + 3)
        let values = Self.values
        for character in text {
            if character == UInt8(ascii: "=") {
                paddingCount += 1
                guard digitCount + paddingCount <= 4, digitCount >= 2 else { throw Self.malformed }
                continue
            }
            let value = values[Int(character)]
            guard value != 0xFF, paddingCount == 0 else { throw Self.malformed }
            bits = bits << 6 | UInt32(value)
            digitCount += 1
            if digitCount == 4 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
                (bits, digitCount) = (0, 0)
            }
        }
        // The last group is whole only with its padding.
        guard paddingCount > 0, digitCount + paddingCount == 4 else { return }
        let whole = bits << UInt32(6 * paddingCount)
        bytes.append(UInt8(truncatingIfNeeded: whole >> 16))
        if paddingCount == 1 { bytes.append(UInt8(truncatingIfNeeded: whole >> 8)) }
        let restMask: UInt32 = paddingCount == 1 ? 0xFF : 0xFFFF
        guard whole & restMask == 0 else { throw Self.malformed }
        (bits, digitCount) = (0, 4)
    }

    /// - Throws: When the text ends within a group.
    func finish() throws(CommitLines.Malformed) {
        let isWhole = paddingCount == 0 ? digitCount == 0 : digitCount == 4
        guard isWhole else { throw Self.malformed }
    }
}
