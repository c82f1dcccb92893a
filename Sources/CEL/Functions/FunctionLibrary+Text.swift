/// The language's own functions on text, bytes and sizes.
extension FunctionLibrary {
    static let textFunctions: [Function] = [
        size(isMethod: false), size(isMethod: true),
        predicate("startsWith") { $0.starts(with: $1) },
        predicate("endsWith") { $0.reversed().starts(with: $1.reversed()) },
        predicate("contains") { TextSearch.firstIndex(of: $1, in: $0) != nil },
    ]

    private static func size(isMethod: Bool) -> Function {
        let sized: [CELType] = [
            .string, .bytes, .list(.parameter("A")), .map(.parameter("A"), .parameter("B")),
        ]
        return .unary("size", isMethod: isMethod, sized.map { ($0, .int) }) {
            (value, meter) throws(CELFault) in
            switch value {
            case .string(let text):
                try meter.spend(text.utf8.count / 16)
                return .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): return .int(Int64(bytes.count))
            case .list(let list): return .int(Int64(list.count))
            case .map(let map): return .int(Int64(map.count))
            default: throw .noSuchOverload("size", [value])
            }
        }
    }

    private static func predicate(
        _ name: String, _ test: @escaping @Sendable ([UInt8], [UInt8]) -> Bool
    ) -> Function {
        .binary(name, isMethod: true, [(.string, .string, .bool)]) {
            (target, argument, meter) throws(CELFault) in
            guard case .string(let target) = target, case .string(let argument) = argument else {
                throw .noSuchOverload(name, [target, argument])
            }
            try meter.spend(target.utf8.count / 8)
            return .bool(test(Array(target.utf8), Array(argument.utf8)))
        }
    }
}

/// Finds a run of elements in another, in time linear in both (Knuth, Morris and Pratt).
enum TextSearch {
    /// - Complexity: O(haystack + needle).
    static func firstIndex<Element: Equatable>(
        of needle: [Element], in haystack: [Element], from start: Int = 0
    ) -> Int? {
        guard !needle.isEmpty else { return start <= haystack.count ? start : nil }
        guard start >= 0, haystack.count - start >= needle.count else { return nil }
        let borders = borders(of: needle)
        var matched = 0
        for index in start..<haystack.count {
            while matched > 0, haystack[index] != needle[matched] {
                matched = borders[matched - 1]
            }
            if haystack[index] == needle[matched] { matched += 1 }
            if matched == needle.count { return index + 1 - matched }
        }
        return nil
    }

    private static func borders<Element: Equatable>(of needle: [Element]) -> [Int] {
        var borders = [Int](repeating: 0, count: needle.count)
        var matched = 0
        for index in needle.indices.dropFirst() {
            while matched > 0, needle[index] != needle[matched] { matched = borders[matched - 1] }
            if needle[index] == needle[matched] { matched += 1 }
            borders[index] = matched
        }
        return borders
    }
}
