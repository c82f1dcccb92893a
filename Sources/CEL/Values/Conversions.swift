/// The conversion functions: `int(x)`, `string(x)` and their like.
///
/// Source: langdef.md, "List of Standard Definitions".
enum Conversions {
    typealias Conversion = (CELValue) throws(CELFault) -> CELValue

    private static func outOfRange(_ type: String) -> CELFault {
        .error(.overflow, "the value is out of the range of `\(type)`")
    }

    private static func unreadable(_ text: String, _ type: String) -> CELFault {
        let shown = text.unicodeScalars.count > 60 ? String(text.prefix(60)) + "…" : text
        return .error(.invalidArgument, "`\(shown)` is not a \(type)")
    }

    static func int(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let whole = Int64(exactly: number) else { throw outOfRange("int") }
            return .int(whole)
        case .double(let number):
            // The least integer as a double is refused as well, because what rounds to it may
            // have been below it.
            guard number > -0x1p63, number < 0x1p63,
                let whole = Int64(exactly: number.rounded(.towardZero))
            else { throw outOfRange("int") }
            return .int(whole)
        case .string(let text):
            guard let whole = Int64(text), text.utf8.first != UInt8(ascii: "+") else {
                throw unreadable(text, "int")
            }
            return .int(whole)
        case .timestamp(let moment): return .int(moment.seconds)
        case .duration(let span): return .int(span.nanoseconds)
        case .enumeration(let member): return .int(Int64(member.number))
        default: throw .noSuchOverload("int", [value])
        }
    }

    static func uint(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let whole = UInt64(exactly: number) else { throw outOfRange("uint") }
            return .uint(whole)
        case .double(let number):
            guard number >= 0, let whole = UInt64(exactly: number.rounded(.towardZero)) else {
                throw outOfRange("uint")
            }
            return .uint(whole)
        case .string(let text):
            guard let whole = UInt64(text), text.utf8.first != UInt8(ascii: "+") else {
                throw unreadable(text, "uint")
            }
            return .uint(whole)
        default: throw .noSuchOverload("uint", [value])
        }
    }

    static func double(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text):
            guard let number = Double(text) else { throw unreadable(text, "double") }
            return .double(number)
        default: throw .noSuchOverload("double", [value])
        }
    }

    static func bool(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .bool: return value
        case .string(let text):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            default: throw unreadable(text, "bool")
            }
        default: throw .noSuchOverload("bool", [value])
        }
    }

    static func string(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .string: return value
        case .bool(let flag): return .string(flag ? "true" : "false")
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(DoubleText.general(number))
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .error(.invalidArgument, "the bytes are not UTF-8")
            }
            return .string(text)
        case .timestamp(let moment): return .string(moment.description)
        case .duration(let span): return .string(span.description)
        case .ip(let address): return .string(address.description)
        case .cidr(let network): return .string(network.description)
        default: throw .noSuchOverload("string", [value])
        }
    }

    static func bytes(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .bytes: return value
        case .string(let text): return .bytes(Array(text.utf8))
        default: throw .noSuchOverload("bytes", [value])
        }
    }

    static func timestamp(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            guard let moment = CELTimestamp(seconds: seconds) else {
                throw outOfRange("timestamp")
            }
            return .timestamp(moment)
        case .string(let text):
            guard let moment = CELTimestamp(text) else {
                throw unreadable(text, "timestamp of the years 1 to 9999 in RFC 3339")
            }
            return .timestamp(moment)
        default: throw .noSuchOverload("timestamp", [value])
        }
    }

    static func duration(_ value: CELValue) throws(CELFault) -> CELValue {
        switch value {
        case .duration: return value
        case .int(let seconds):
            guard let span = CELDuration(seconds: seconds) else { throw outOfRange("duration") }
            return .duration(span)
        case .string(let text):
            guard let span = CELDuration(text) else {
                throw unreadable(text, "duration within range, such as `90s` or `1h30m`")
            }
            return .duration(span)
        default: throw .noSuchOverload("duration", [value])
        }
    }
}
