/// The string extension: positions count code points.
///
/// Source: `string_ext` of the conformance suite; cel-go's `ext/README.md`, "Strings".
extension FunctionLibrary {
    static let textExtensions: [Function] =
        positions + casing + pieces + [join(1), join(2), quote]

    private typealias Scalars = [Unicode.Scalar]

    private static func text(
        _ name: String, _ arguments: [CELType], _ result: CELType,
        _ body: @escaping @Sendable (TextCall) throws(CELFault) -> CELValue
    ) -> Function {
        .variadic(name, isMethod: true, [([.string] + arguments, result)]) {
            (values, meter) throws(CELFault) in
            let call = try TextCall(name, values, [.string] + arguments)
            try meter.spend(values.reduce(1) { $0 + $1.textSize / 8 })
            let result = try body(call)
            try meter.spend(result.textSize / 8)
            return result
        }
    }

    private static let positions: [Function] = [
        text("charAt", [.int], .string) { (call) throws(CELFault) in
            let index = try call.index(1)
            return call.target.indices.contains(index)
                ? .string(String(call.target[index])) : .string("")
        },
        text("indexOf", [.string], .int) { (call) throws(CELFault) in
            call.firstIndex(from: 0)
        },
        text("indexOf", [.string, .int], .int) { (call) throws(CELFault) in
            call.firstIndex(from: try call.index(2))
        },
        text("lastIndexOf", [.string], .int) { (call) throws(CELFault) in
            call.lastIndex(upTo: call.target.count)
        },
        text("lastIndexOf", [.string, .int], .int) { (call) throws(CELFault) in
            call.lastIndex(upTo: try call.index(2))
        },
        text("substring", [.int], .string) { (call) throws(CELFault) in
            .string(String(call.target[(try call.index(1))...]))
        },
        text("substring", [.int, .int], .string) { (call) throws(CELFault) in
            let start = try call.index(1)
            let end = try call.index(2)
            guard start <= end else {
                throw .error(
                    .invalidArgument, "the substring would start at \(start) and end at \(end)")
            }
            return .string(String(call.target[start..<end]))
        },
    ]

    private static let casing: [Function] = [
        text("lowerAscii", [], .string) { (call) throws(CELFault) in
            .string(String(call.target.map { "A"..."Z" ~= $0 ? shifted($0, by: 32) : $0 }))
        },
        text("upperAscii", [], .string) { (call) throws(CELFault) in
            .string(String(call.target.map { "a"..."z" ~= $0 ? shifted($0, by: -32) : $0 }))
        },
        text("trim", [], .string) { (call) throws(CELFault) in
            let start = call.target.prefix { $0.properties.isWhitespace }.count
            let end = call.target.dropFirst(start).reversed()
                .prefix { $0.properties.isWhitespace }.count
            return .string(String(call.target[start..<(call.target.count - end)]))
        },
    ]

    private static func shifted(_ scalar: Unicode.Scalar, by distance: Int32) -> Unicode.Scalar {
        Unicode.Scalar(UInt32(Int32(scalar.value) + distance)) ?? scalar
    }

    private static let pieces: [Function] = [
        text("replace", [.string, .string], .string) { (call) throws(CELFault) in
            try call.replaced(limit: -1)
        },
        text("replace", [.string, .string, .int], .string) { (call) throws(CELFault) in
            try call.replaced(limit: call.number(3))
        },
        text("split", [.string], .list(.string)) { (call) throws(CELFault) in
            call.split(limit: -1)
        },
        text("split", [.string, .int], .list(.string)) { (call) throws(CELFault) in
            call.split(limit: call.number(2))
        },
    ]

    private static func join(_ argumentCount: Int) -> Function {
        let types: [CELType] = argumentCount == 1 ? [.list(.string)] : [.list(.string), .string]
        return .variadic("join", isMethod: true, [(types, .string)]) {
            (arguments, meter) throws(CELFault) in
            guard case .list(let list)? = arguments.first else {
                throw .noSuchOverload("join", arguments)
            }
            var separator = ""
            if arguments.count > 1 {
                guard case .string(let text) = arguments[1] else {
                    throw .noSuchOverload("join", arguments)
                }
                separator = text
            }
            var joined = ""
            for (index, element) in list.enumerated() {
                guard case .string(let text) = element else {
                    if case .unknown(let unknown) = element { throw .unknown(unknown) }
                    throw .noSuchOverload("join", arguments)
                }
                try meter.spend(1 + (text.utf8.count + separator.utf8.count) / 8)
                if index > 0 { joined += separator }
                joined += text
            }
            return .string(joined)
        }
    }

    private static let quote = Function.unary("strings.quote", [(.string, .string)]) {
        (value, meter) throws(CELFault) in
        guard case .string(let text) = value else {
            throw .noSuchOverload("strings.quote", [value])
        }
        try meter.spend(text.utf8.count / 4)
        let escapes: [Unicode.Scalar: String] = [
            "\u{07}": "\\a", "\u{08}": "\\b", "\u{0C}": "\\f", "\n": "\\n", "\r": "\\r",
            "\t": "\\t", "\u{0B}": "\\v", "\\": "\\\\", "\"": "\\\"",
        ]
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if let escape = escapes[scalar] {
                quoted += escape
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return .string(quoted + "\"")
    }
}

/// The arguments of a text function, as code points.
struct TextCall {
    let target: [Unicode.Scalar]
    private let strings: [String]
    private let numbers: [Int64]

    init(_ name: String, _ values: [CELValue], _ types: [CELType]) throws(CELFault) {
        var strings: [String] = []
        var numbers: [Int64] = []
        for (value, type) in zip(values, types) {
            switch (value, type) {
            case (.string(let text), .string):
                strings.append(text)
                numbers.append(0)
            case (.int(let number), .int):
                strings.append("")
                numbers.append(number)
            default: throw .noSuchOverload(name, values)
            }
        }
        target = Array((strings.first ?? "").unicodeScalars)
        self.strings = strings
        self.numbers = numbers
    }

    func number(_ argument: Int) -> Int64 {
        numbers.indices.contains(argument) ? numbers[argument] : 0
    }

    private func scalars(_ argument: Int) -> [Unicode.Scalar] {
        strings.indices.contains(argument) ? Array(strings[argument].unicodeScalars) : []
    }

    /// A position from 0 up to the length of the target.
    func index(_ argument: Int) throws(CELFault) -> Int {
        guard let index = Int(exactly: number(argument)), index >= 0, index <= target.count else {
            throw .error(.invalidArgument, "index out of range: \(number(argument))")
        }
        return index
    }

    func firstIndex(from start: Int) -> CELValue {
        .int(Int64(TextSearch.firstIndex(of: scalars(1), in: target, from: start) ?? -1))
    }

    func lastIndex(upTo end: Int) -> CELValue {
        let needle = scalars(1)
        guard needle.count <= target.count else { return .int(-1) }
        let last = min(end, target.count - needle.count)
        let reversed = Array(target[..<(last + needle.count)].reversed())
        let found = TextSearch.firstIndex(of: Array(needle.reversed()), in: reversed)
        return .int(found.map { Int64(last - $0) } ?? -1)
    }

    private static let replacedCountMax = 4_000_000

    func replaced(limit: Int64) throws(CELFault) -> CELValue {
        let (needle, replacement) = (scalars(1), scalars(2))
        var result = String.UnicodeScalarView()
        var resultCount = 0
        var start = 0
        var count: Int64 = 0
        while limit < 0 || count < limit {
            let found = TextSearch.firstIndex(of: needle, in: target, from: start)
            guard let found else { break }
            result.append(contentsOf: target[start..<found])
            result.append(contentsOf: replacement)
            resultCount += found - start + replacement.count
            // Replacements are the one way to multiply sizes here, so the total is bounded.
            guard resultCount <= TextCall.replacedCountMax else {
                throw .error(.limit, "the replaced text is too long")
            }
            count += 1
            start = found + needle.count
            guard needle.isEmpty else { continue }
            guard found < target.count else { break }
            result.append(target[found])
            start = found + 1
        }
        if start < target.count { result.append(contentsOf: target[start...]) }
        return .string(String(result))
    }

    func split(limit: Int64) -> CELValue {
        let separator = scalars(1)
        if limit == 0 { return .list([]) }
        var parts: [CELValue] = []
        var start = 0
        while limit < 0 || Int64(parts.count) < limit - 1 {
            let found =
                separator.isEmpty
                ? (start + 1 < target.count ? start + 1 : nil)
                : TextSearch.firstIndex(of: separator, in: target, from: start)
            guard let found else { break }
            parts.append(.string(String(target[start..<found])))
            start = found + separator.count
        }
        if !separator.isEmpty || start < target.count {
            parts.append(.string(String(target[start...])))
        }
        return .list(parts)
    }
}

extension String {
    fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension CELValue {
    /// How much text a value holds, for the budget.
    var textSize: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let list): list.count * 8
        default: 0
        }
    }
}
