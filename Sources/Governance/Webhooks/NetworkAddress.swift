/// An address of the Internet Protocol, version 4 or 6.
package struct NetworkAddress: Sendable, Hashable {
    /// 4 or 16, in network order.
    package let bytes: [UInt8]

    /// - Returns: `nil` unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Whether anybody on the Internet may be behind it: it is not private, of this machine or link,
    /// for many at once, for documents or tests, reserved, or a way around that.
    ///
    /// Version 6 addresses that carry a version 4 one are as public as that. Sources: RFC 6890 and
    /// IANA's registries of special-purpose addresses.
    package var isPublic: Bool {
        if bytes.count == 4 { return Self.isPublic(version4: bytes) }
        if let carried { return Self.isPublic(version4: carried) }
        // 2000::/3 is all that is assigned to the public; within it some is not.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        return !Self.special6.contains { $0.contains(bytes) }
    }

    /// What one subscriber has at least: a version 4 address, or the first 64 bits of one of version 6.
    ///
    /// A version 4 address in a mapped one is that version 4 address.
    package var network: NetworkAddress? {
        guard bytes.count == 16 else { return self }
        let isMapped = bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
        let rest = isMapped ? [] : [UInt8](repeating: 0, count: 8)
        return NetworkAddress(bytes: isMapped ? Array(bytes[12...]) : Array(bytes[..<8]) + rest)
    }

    /// The version 4 address in a mapped, compatible, translated, 6to4 or Teredo one.
    private var carried: [UInt8]? {
        let zeros = bytes.prefix { $0 == 0 }.count
        if zeros >= 12 { return Array(bytes[12...]) }
        if zeros == 10, bytes[10] == 0xFF, bytes[11] == 0xFF { return Array(bytes[12...]) }
        if zeros == 8, bytes[8...11] == [0xFF, 0xFF, 0, 0] { return Array(bytes[12...]) }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return Array(bytes[12...])
        }
        if bytes.starts(with: [0x20, 0x02]) { return Array(bytes[2..<6]) }
        return nil
    }

    private static func isPublic(version4 bytes: [UInt8]) -> Bool {
        !special4.contains { $0.contains(bytes) }
    }

    /// The addresses that begin with the same bits.
    private struct Block {
        let start: [UInt8]
        let bitCount: Int

        init(_ start: [UInt8], _ bitCount: Int) {
            self.start = start
            self.bitCount = bitCount
        }

        func contains(_ bytes: [UInt8]) -> Bool {
            (0..<bitCount).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                let wanted = bit / 8 < start.count ? start[bit / 8] : 0
                return bytes[bit / 8] & mask == wanted & mask
            }
        }
    }

    private static let special4 = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8),
        Block([169, 254], 16), Block([172, 16], 12), Block([192, 0, 0], 24),
        Block([192, 0, 2], 24), Block([192, 88, 99], 24), Block([192, 168], 16),
        Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        // Multicast, and all that is reserved above it.
        Block([224], 3),
        // A cloud's own services answer here, to its machines alone.
        Block([168, 63, 129, 16], 32),
    ]

    private static let special6 = [
        // Teredo, benchmarks, ORCHID and what else is no place on the Internet.
        Block([0x20, 0x01, 0x00], 23),
        Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF], 20),
    ]
}

extension NetworkAddress: LosslessStringConvertible {
    /// As connecting needs it: dotted, or eight groups of hexadecimal digits.
    package var description: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// Reads four decimal numbers, or version 6 as RFC 4291 writes it.
    ///
    /// - Returns: `nil` for every other spelling: octal, hexadecimal, fewer numbers, a zone.
    package init?(_ description: String) {
        let bytes = Self.version4(description) ?? Self.version6(description)
        guard let bytes else { return nil }
        self.bytes = bytes
    }

    private static func version4(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                && (part.utf8.count == 1 || !part.hasPrefix("0")) ? UInt8(part) : nil
        }
        return numbers.count == 4 ? numbers : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45, let gap = text.firstRange(of: "::") else {
            return groups(text[...]).flatMap { $0.count == 16 ? $0 : nil }
        }
        guard let head = groups(text[..<gap.lowerBound], mayEndInVersion4: false),
            let tail = groups(text[gap.upperBound...]),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of one to four digits, the last perhaps a version 4 address.
    private static func groups(
        _ text: Substring, mayEndInVersion4: Bool = true
    ) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndInVersion4, index == parts.count - 1, let last = version4(part) {
                bytes += last
                continue
            }
            guard (1...4).contains(part.utf8.count), part.first?.isHexDigit == true,
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return bytes.count <= 16 ? bytes : nil
    }
}
