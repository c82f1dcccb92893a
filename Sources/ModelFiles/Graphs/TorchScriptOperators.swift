/// Operators that TorchScript's code calls: `ops.<namespace>.<operator>(`.
///
/// `torch.relu(` and its like are printed without a namespace; what is printed with one comes from
/// a library that somebody has to load, or from a corner of torch itself.
enum TorchScriptOperators {
    private static let callLimit = 10_000
    private static let marker = Array("ops.".utf8)

    /// Whether a member is code of a TorchScript archive.
    static func isCode(_ place: Place) -> Bool {
        guard let name = place.members.last else { return false }
        return name.hasSuffix(".py") && (name.contains("/code/") || name.hasPrefix("code/"))
    }

    /// Each operator's namespace and name once, and where its first call stands.
    static func calls(in source: [UInt8]) -> [(name: String, offset: Int)] {
        var found: [(name: String, offset: Int)] = []
        var seen: Set<String> = []
        var index = 0
        while found.count < callLimit, let start = source.firstIndex(of: marker, from: index) {
            index = start + marker.count
            guard start == 0 || !isNameByte(source[start - 1]) else { continue }
            let path = source[index...].prefix { isNameByte($0) || $0 == UInt8(ascii: ".") }
            index = path.endIndex
            let name = String(decoding: path.prefix(200), as: UTF8.self)
            guard name.contains("."), seen.insert(name).inserted else { continue }
            found.append((name, start))
        }
        return found
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }
}

extension Inspection {
    /// Keeps the operators that TorchScript's code names with their namespace.
    mutating func inspectTorchScript(_ bytes: Bytes, at place: Place) {
        guard TorchScriptOperators.isCode(place) else { return }
        let source = bytes.array(at: 0, count: limits.textBytes)
        for call in TorchScriptOperators.calls(in: source) {
            noteOperator("torch", call.name, at: place.at(call.offset))
        }
    }
}
