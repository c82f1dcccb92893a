/// Opcodes that push a constant.
extension PickleMachine {
    mutating func pushConstant(_ opcode: PickleOpcode) {
        switch opcode {
        case .none: stack.append(.none)
        case .newTrue: stack.append(.bool(true))
        case .newFalse: stack.append(.bool(false))
        case .int, .long: pushDecimal()
        case .binInt: pushInt(reader.signedNumber())
        case .binInt1: pushInt(reader.number(1))
        case .binInt2: pushInt(reader.number(2))
        case .long1: pushLong(reader.number(1))
        case .long4: pushLong(reader.signedNumber())
        case .float: pushLine()
        case .binFloat: pushNumber()
        case .string: pushQuoted()
        case .unicode: pushUnicodeLine()
        case .shortBinString: pushText(reader.number(1), .latin)
        case .binString: pushText(reader.signedNumber(), .latin)
        case .shortBinUnicode: pushText(reader.number(1), .utf8)
        case .binUnicode: pushText(reader.number(4), .utf8)
        case .binUnicode8: pushText(reader.number(8), .utf8)
        case .shortBinBytes: pushBytes(reader.number(1))
        case .binBytes: pushBytes(reader.number(4))
        case .binBytes8, .byteArray8: pushBytes(reader.number(8))
        case .nextBuffer:
            noteOwnLoader(opcode)
            stack.append(.unknown)
        default: break
        }
    }

    private mutating func pushInt(_ value: Int?) {
        guard let value else { return cutOff() }
        stack.append(.int(value))
    }

    private mutating func pushDecimal() {
        guard let line = reader.line() else { return cutOff() }
        let isFlag = line.bytes.count == 2 && line.bytes[0] == 0x30
        if !isFlag, let value = PickleNumberText.plainInteger(line.bytes) {
            return stack.append(.int(value))
        }
        let text = String(decoding: line.bytes, as: UTF8.self).filter { !$0.isWhitespace }
        let digits = text.hasSuffix("L") ? String(text.dropLast()) : text
        if text == "00" || text == "01" {
            stack.append(.bool(text == "01"))
        } else if let value = Int(digits) {
            stack.append(.int(value))
        } else {
            let isNumber =
                !digits.isEmpty && digits.allSatisfy { $0.isHexDigit || "+-xXo".contains($0) }
            if !isNumber { fault("the number cannot be read") }
            stack.append(.number)
        }
    }

    private mutating func pushLong(_ count: Int?) {
        guard let count, let start = reader.span(count) else { return cutOff() }
        let bytes = count <= 8 ? reader.bytes.array(at: start, count: count) : []
        let isNegative = bytes.last.map { $0 >= 0x80 } ?? false
        if count > 8 {
            stack.append(.number)
        } else if isNegative && count < 8 {
            let bits = UInt64.max << (8 * UInt64(count)) | bytes.littleEndian
            stack.append(.int(Int(truncatingIfNeeded: bits)))
        } else {
            stack.append(.int(Int(truncatingIfNeeded: bytes.littleEndian)))
        }
    }

    private mutating func pushNumber() {
        guard reader.span(8) != nil else { return cutOff() }
        stack.append(.number)
    }

    private mutating func pushLine() {
        guard let line = reader.line() else { return cutOff() }
        if !PickleNumberText.isFloat(line.bytes) { fault("the float cannot be read") }
        stack.append(.number)
    }

    private mutating func pushQuoted() {
        guard let line = reader.line() else { return cutOff() }
        // Older loaders pass over blanks behind the quote, newer ones stop.
        let count = 1 + (line.bytes.lastIndex { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 } ?? -1)
        if count < line.bytes.count { fault("the string has no quotes") }
        guard let quote = line.bytes.first, count >= 2, line.bytes[count - 1] == quote,
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        else {
            if count == line.bytes.count { fault("the string has no quotes") }
            return stack.append(.unknown)
        }
        keep(.init(offset: line.offset + 1, count: count - 2, coding: .quoted))
    }

    private mutating func pushUnicodeLine() {
        guard let line = reader.line() else { return cutOff() }
        keep(.init(offset: line.offset, count: line.bytes.count, coding: .rawUnicodeEscape))
    }

    private mutating func pushText(_ count: Int?, _ coding: PickleText.Coding) {
        guard let count, let start = reader.span(count) else { return cutOff() }
        keep(.init(offset: start, count: count, coding: coding))
    }

    private mutating func keep(_ text: PickleText) {
        note(PicklePayload(offset: text.offset, count: text.count, coding: text.coding))
        stack.append(.text(text))
    }

    private mutating func pushBytes(_ count: Int?) {
        guard let count, let start = reader.span(count) else { return cutOff() }
        note(PicklePayload(offset: start, count: count, coding: nil))
        stack.append(.bytes(offset: start, count: count))
    }

    /// The shortest bytes and the shortest text that could hold a pickle with a call.
    private static let payloadBytesMin = 8
    private static let payloadTextMin = 16

    private mutating func note(_ payload: PicklePayload) {
        let shortest = payload.coding == nil ? Self.payloadBytesMin : Self.payloadTextMin
        guard payload.count >= shortest, !record.isPayloadCut,
            PayloadSniffer.mayHoldPickle(reader.bytes, payload)
        else { return }
        if record.payloads.count < PickleRecord.payloadLimit {
            record.payloads.append(payload)
        } else {
            record.isPayloadCut = true
        }
    }

    /// The argument of an opcode is not all there.
    private mutating func cutOff() {
        fault("an argument is longer than the file")
        record.ending = .fault
    }

    // MARK: Texts

    /// Bytes of a text that are read at most.
    private static let textLimit = 1 << 16

    /// What the loader would make of a text, up to a limit.
    func read(_ text: PickleText) -> String? {
        let bytes = reader.bytes.array(at: text.offset, count: min(text.count, Self.textLimit))
        return PickleTextDecoder.decode(bytes, text.coding)
    }
}
