/// Objects in the serialisation of Java, .NET, Ruby or PHP: the classes that reading them makes.
///
/// Sources: Java, *Object Serialization Stream Protocol*; Microsoft, *MS-NRBF*; Ruby, `marshal.c`;
/// PHP, `var.c`.
enum ForeignObjects {
    /// Bytes searched.
    private static let searchSize = 8 << 20
    private static let classLimit = 300
    private static let nameSize = 3...300

    static func isRuby(_ head: [UInt8]) -> Bool {
        head.starts(with: [4, 8]) && !rubyClasses(head).isEmpty
    }

    /// Objects, arrays of them, or an archive whose metadata is one.
    static func isPHP(_ head: [UInt8]) -> Bool {
        if head.starts(with: Array("<?php".utf8)) {
            return head.firstIndex(of: Array("__HALT_COMPILER".utf8)) != nil
        }
        guard head.count > 8, head[0] == UInt8(ascii: "O") || head[0] == UInt8(ascii: "a"),
            head[1] == UInt8(ascii: ":"), (0x30...0x39).contains(head[2])
        else { return false }
        return !phpClasses(head).isEmpty
    }

    static func classes(in bytes: Bytes, _ format: FileFormat) -> [String] {
        let head = bytes.array(at: 0, count: searchSize)
        switch format {
        case .javaObjects: return javaClasses(head)
        case .dotNetObjects: return dotNetClasses(head)
        case .rubyObjects: return rubyClasses(head)
        default: return phpClasses(head)
        }
    }

    private static func gather(
        _ bytes: [UInt8], name: (Int) -> ArraySlice<UInt8>?
    ) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        for index in bytes.indices where found.count < classLimit {
            guard let raw = name(index), nameSize.contains(raw.count), isName(raw) else { continue }
            let text = String(decoding: raw, as: UTF8.self)
            if seen.insert(text).inserted { found.append(text) }
        }
        return found
    }

    private static func isName(_ raw: ArraySlice<UInt8>) -> Bool {
        guard let first = raw.first, (0x41...0x5B).contains(first) || (0x61...0x7A).contains(first)
        else { return false }
        return raw.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
            // Dots, dollars, namespaces, arrays and type parameters.
            case 0x2E, 0x24, 0x3A, 0x5C, 0x5B, 0x5D, 0x3B, 0x2B, 0x60, 0x2C, 0x20, 0x3D: true
            default: false
            }
        }
    }

    private static func slice(_ bytes: [UInt8], _ start: Int, _ count: Int) -> ArraySlice<UInt8>? {
        count >= 0 && start <= bytes.count && count <= bytes.count - start
            ? bytes[start..<(start + count)] : nil
    }

    /// A class description: its mark, a length of two bytes, the name.
    private static func javaClasses(_ bytes: [UInt8]) -> [String] {
        gather(bytes) { index in
            guard bytes[index] == 0x72, index + 3 <= bytes.count else { return nil }
            return slice(bytes, index + 3, Int(bytes[index + 1]) << 8 | Int(bytes[index + 2]))
        }
    }

    /// A class record: its mark, the object's number, a length in sevens of bits, the name.
    private static func dotNetClasses(_ bytes: [UInt8]) -> [String] {
        gather(bytes) { index in
            guard bytes[index] == 4 || bytes[index] == 5, index + 7 < bytes.count else {
                return nil
            }
            let low = Int(bytes[index + 5])
            if low < 0x80 { return slice(bytes, index + 6, low) }
            return slice(bytes, index + 7, low & 0x7F | Int(bytes[index + 6]) << 7)
        }
    }

    /// A mark, for most a symbol's too, a length that is 5 more, the name.
    private static func rubyClasses(_ bytes: [UInt8]) -> [String] {
        let marks: Set<UInt8> = Set("oUueCSd".utf8)
        return gather(bytes) { index in
            guard index + 3 < bytes.count else { return nil }
            var start = index + 1
            if marks.contains(bytes[index]), bytes[start] == UInt8(ascii: ":") {
                start += 1
            } else if bytes[index] != UInt8(ascii: "c"), bytes[index] != UInt8(ascii: "m") {
                return nil
            }
            let raw = slice(bytes, start + 1, Int(bytes[start]) - 5)
            return raw?.first.map { (0x41...0x5A).contains($0) } ?? false ? raw : nil
        }
    }

    /// `O:8:"stdClass"`.
    private static func phpClasses(_ bytes: [UInt8]) -> [String] {
        gather(bytes) { index in
            guard bytes[index] == UInt8(ascii: "O"), index + 2 < bytes.count,
                bytes[index + 1] == UInt8(ascii: ":")
            else { return nil }
            let digits = bytes[(index + 2)...].prefix(4).prefix { (0x30...0x39).contains($0) }
            let start = digits.endIndex + 2
            guard slice(bytes, digits.endIndex, 2) == [0x3A, 0x22] else { return nil }
            return slice(bytes, start, digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
    }
}

extension Inspection {
    mutating func inspectForeignObjects(_ bytes: Bytes, format: FileFormat, at place: Place) {
        let classes = ForeignObjects.classes(in: bytes, format)
        let names = classes.prefix(4).joined(separator: ", ")
        add(.foreignObjects, "\(format.rawValue) \(names)", place.at(0))
        for name in classes { text(.foreignClass, name, format.rawValue, place) }
    }
}
