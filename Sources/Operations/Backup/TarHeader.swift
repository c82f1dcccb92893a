import Transparency

/// The 512 bytes before a file in a tar archive (POSIX.1-2001, ustar): a plain file, and no other.
///
/// Sizes of 8 GiB and more are written in base 256, as GNU tar does.
struct TarHeader: Equatable {
    /// Relative, with `/` between its parts.
    let name: String
    let byteCount: Int

    static let blockByteCount = 512
    static let nameByteCountMax = 255
    private static let octalSizeMax = 1 << 33

    /// - Throws: A fault when the name does not fit, or leads out of a folder.
    init(name: String, byteCount: Int) throws(Failure) {
        guard Self.isPlain(name), Self.halves(of: Array(name.utf8)) != nil else {
            throw .fault("bad_name", "`\(name)` is no name that an archive can hold")
        }
        self.name = name
        self.byteCount = byteCount
    }

    /// Whether a name leads to a place below the folder that it is written in, and nowhere else.
    static func isPlain(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= nameByteCountMax
            && name.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// How many bytes follow the file to the next header.
    static func padding(after byteCount: Int) -> Int {
        (blockByteCount - byteCount % blockByteCount) % blockByteCount
    }

    var bytes: [UInt8] {
        guard let (prefix, rest) = Self.halves(of: Array(name.utf8)) else {
            preconditionFailure("a header's name fits")
        }
        var block = [UInt8](repeating: 0, count: Self.blockByteCount)
        let put = { (field: [UInt8], start: Int, block: inout [UInt8]) in
            block.replaceSubrange(start..<start + field.count, with: field)
        }
        put(rest, 0, &block)
        put(Self.octal(0o600, digits: 7), 100, &block)
        put(Self.octal(0, digits: 7), 108, &block)
        put(Self.octal(0, digits: 7), 116, &block)
        put(Self.size(byteCount), 124, &block)
        put(Self.octal(0, digits: 11), 136, &block)
        put([UInt8](repeating: UInt8(ascii: " "), count: 8), 148, &block)
        block[156] = UInt8(ascii: "0")
        put(Array("ustar\0".utf8) + Array("00".utf8), 257, &block)
        put(prefix, 345, &block)
        put(Self.octal(Self.sum(block), digits: 6) + [0], 148, &block)
        return block
    }

    /// - Returns: `nil` when it is not what ``bytes`` writes.
    init?(_ block: [UInt8]) {
        guard block.count == Self.blockByteCount, let size = Self.size(in: block[124..<136]),
            let prefix = Self.text(block[345..<500]), let rest = Self.text(block[0..<100])
        else { return nil }
        let name = prefix.isEmpty ? rest : "\(prefix)/\(rest)"
        guard let header = try? TarHeader(name: name, byteCount: size), header.bytes == block else {
            return nil
        }
        self = header
    }

    /// A name cut at a `/`, so that both halves fit.
    private static func halves(of name: [UInt8]) -> (prefix: [UInt8], rest: [UInt8])? {
        guard name.count > 100 else { return ([], name) }
        let cuts = name.indices.filter { name[$0] == UInt8(ascii: "/") }
        guard let cut = cuts.first(where: { name.count - $0 - 1 <= 100 }), cut <= 155 else {
            return nil
        }
        return (Array(name[..<cut]), Array(name[(cut + 1)...]))
    }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        let text = String(number, radix: 8)
        return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
    }

    private static func size(_ count: Int) -> [UInt8] {
        guard count >= octalSizeMax else { return octal(count, digits: 11) }
        return [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }
    }

    private static func size(in field: ArraySlice<UInt8>) -> Int? {
        if field.first == 0x80 {
            let number = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Int(exactly: number)
        }
        return text(field).flatMap { Int($0, radix: 8) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
        String(validating: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func sum(_ block: [UInt8]) -> Int { block.reduce(0) { $0 + Int($1) } }
}
