/// NumPy's `.npy`: a header that is a Python literal, then raw values, or a pickle of objects.
///
/// Source: numpy, `numpy/lib/format.py`.
extension Inspection {
    mutating func inspectNumPy(_ bytes: Bytes, at place: Place) {
        guard let version = bytes.exactly(at: 6, count: 2) else {
            return trouble(.npy, "the header is cut off", place)
        }
        let width = version[0] >= 2 ? 4 : 2
        guard let length = bytes.littleEndian(at: 8, width: width).map({ Int($0) }),
            length <= 1 << 20, let raw = bytes.exactly(at: 8 + width, count: length)
        else { return trouble(.npy, "the header is longer than the file", place) }
        if !(1...3).contains(version[0]) { add(.headerInvalid, "version \(version[0])", place) }
        let header = String(decoding: raw, as: UTF8.self)
        if !NumPyHeader.isLiteral(header) {
            add(.npyHeader, String(header.prefix(200)), place.at(10))
        }
        let data = bytes.slice(at: 8 + width + length)
        if NumPyHeader.holdsObjects(header) {
            inspect(data, name: "", at: place.inside("objects at byte \(8 + width + length)"))
        } else if let size = NumPyHeader.byteCount(header) {
            if data.count != size { noteData(data, size: size, at: place.at(8 + width + length)) }
        } else if PickleTrial.importsFirst(data) {
            // A type that has another name may hold objects too.
            inspect(data, name: "", at: place.inside("values at byte \(8 + width + length)"))
        }
    }

    private mutating func noteData(_ data: Bytes, size: Int, at place: Place) {
        guard data.count > size else {
            return add(
                .tensorOutOfFile, "the array has \(size) bytes, \(data.count) are left", place)
        }
        let rest = data.slice(at: size)
        add(.appended, "\(rest.count) bytes after the array", place)
        if PayloadSniffer.startsContainer(rest.array(at: 0, count: 96)) {
            inspect(rest, name: "", at: place.inside("after the array"))
        }
    }
}

/// The header's literal, read without evaluating it.
enum NumPyHeader {
    /// Whether nothing in it could be code: no call, no operator.
    static func isLiteral(_ header: String) -> Bool {
        let bare = withoutStrings(header)
        let words = bare.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        let hasOnlyConstants = words.allSatisfy {
            ["True", "False", "None"].contains($0) || $0.allSatisfy { $0.isNumber || $0 == "L" }
        }
        return hasOnlyConstants && !bare.contains { "=*+@%&|^;".contains($0) }
    }

    private static func withoutStrings(_ header: String) -> String {
        var bare = ""
        var quote: Character?
        for character in header {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else {
                bare.append(character)
            }
        }
        return bare
    }

    /// Whether a type in it is Python's object.
    static func holdsObjects(_ header: String) -> Bool {
        types(header).contains { $0.contains("O") }
            || ["'object", "\"object"].contains { header.contains($0) }
    }

    /// The type codes in `descr`.
    private static func types(_ header: String) -> [String] {
        let parts = header.split(whereSeparator: { $0 == "'" || $0 == "\"" })
        return parts.map(String.init).filter { part in
            guard let first = part.first else { return false }
            let rest = "<>=|".contains(first) ? part.dropFirst() : part[...]
            guard let kind = rest.first, "?bBhHiIlLqQefdgFDGSUVOmMacn".contains(kind) else {
                return false
            }
            return rest.dropFirst().allSatisfy { $0.isNumber || "[]nsumDhWY".contains($0) }
        }
    }

    /// Bytes of the values, for one simple type; `nil` when that is not simple to say.
    static func byteCount(_ header: String) -> Int? {
        let codes = types(header)
        guard codes.count == 1, let code = codes.first, !header.contains("[("),
            let start = header.firstRange(of: "'shape'")
        else { return nil }
        let digits = code.drop { "<>=|".contains($0) }
        guard let kind = digits.first, let size = Int(digits.dropFirst().prefix { $0.isNumber })
        else { return nil }
        let shape = header[start.upperBound...].drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        let numbers = shape.split { $0 == "," || $0 == " " }.map { Int($0) }
        return numbers.reduce(kind == "U" ? 4 * min(size, 1 << 40) : size) { product, length in
            guard let product, let length, length >= 0 else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: length)
            return overflow ? nil : next
        }
    }
}
