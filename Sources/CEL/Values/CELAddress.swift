/// An address of the Internet Protocol, version 4 or 6.
///
/// Zones (`fe80::1%eth0`) and IPv4-mapped addresses in dotted form are refused, as
/// `network_ext` of the conformance suite asks. Source: RFC 4291, RFC 5952.
package struct CELAddress: Sendable, Hashable {
    /// 4 or 16 bytes, in network order.
    package let bytes: [UInt8]

    var isVersion4: Bool { bytes.count == 4 }

    init(bytes: [UInt8]) { self.bytes = bytes }

    package init?(_ text: String) {
        let source = Array(text.utf8)
        let parsed =
            source.contains(UInt8(ascii: ":")) ? Self.version6(source) : Self.version4(source)
        guard let parsed else { return nil }
        bytes = parsed
    }

    private static func version4(_ source: [UInt8]) -> [UInt8]? {
        let parts = source.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(\.isDigit),
                part.count == 1 || part.first != UInt8(ascii: "0"),
                let value = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            bytes.append(value)
        }
        return bytes
    }

    private static func version6(_ source: [UInt8]) -> [UInt8]? {
        let colon = UInt8(ascii: ":")
        let gap = source.indices.dropLast().first { source[$0] == colon && source[$0 + 1] == colon }
        guard let gap else {
            guard let groups = groups(source[...]), groups.count == 8 else { return nil }
            return Self.bytes(of: groups)
        }
        guard let head = groups(source[..<gap]), let tail = groups(source[(gap + 2)...]),
            head.count + tail.count < 8
        else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - head.count - tail.count)
        return Self.bytes(of: head + zeros + tail)
    }

    private static func groups(_ source: ArraySlice<UInt8>) -> [UInt16]? {
        if source.isEmpty { return [] }
        var groups: [UInt16] = []
        for part in source.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
            guard (1...4).contains(part.count), part.allSatisfy({ $0.hexValue != nil }),
                let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }

    private static func bytes(of groups: [UInt16]) -> [UInt8] {
        groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private var groups: [UInt16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
    }
}

extension CELAddress: CustomStringConvertible {
    /// The canonical text: dotted, or RFC 5952 with the longest run of zeros left out.
    package var description: String {
        if isVersion4 { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = self.groups
        var best = 0..<0
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > max(1, best.count) { best = start..<end }
            start = max(end, start + 1)
        }
        func text(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if best.isEmpty { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

// MARK: Kinds of addresses

extension CELAddress {
    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    var isLoopback: Bool {
        isVersion4
            ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    var isMulticast: Bool {
        isVersion4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF
    }

    var isLinkLocalMulticast: Bool {
        isVersion4
            ? bytes.starts(with: [224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
    }

    var isLinkLocalUnicast: Bool {
        isVersion4
            ? bytes.starts(with: [169, 254]) : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }

    var isGlobalUnicast: Bool {
        let isBroadcast = isVersion4 && bytes.allSatisfy { $0 == 255 }
        return !(isBroadcast || isUnspecified || isLoopback || isMulticast || isLinkLocalUnicast)
    }
}

/// A block of addresses, such as `192.168.0.0/24`.
///
/// The address keeps its bits past the prefix.
package struct CELNetwork: Sendable, Hashable {
    package let address: CELAddress
    /// From 0 to 32 or 128.
    package let prefixLength: Int

    init(address: CELAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, let address = CELAddress(String(decoding: parts[0], as: UTF8.self)),
            (1...3).contains(parts[1].count), parts[1].allSatisfy(\.isDigit),
            parts[1].count == 1 || parts[1].first != UInt8(ascii: "0"),
            let length = Int(String(decoding: parts[1], as: UTF8.self)),
            length <= address.bytes.count * 8
        else { return nil }
        self.init(address: address, prefixLength: length)
    }

    /// The same block with the bits past the prefix cleared.
    var masked: CELNetwork {
        var bytes = address.bytes
        for index in bytes.indices {
            let kept = min(8, max(0, prefixLength - index * 8))
            bytes[index] &= kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
        }
        return CELNetwork(address: CELAddress(bytes: bytes), prefixLength: prefixLength)
    }

    func contains(_ other: CELAddress) -> Bool {
        other.bytes.count == address.bytes.count
            && CELNetwork(address: other, prefixLength: prefixLength).masked.address
                == masked.address
    }

    func contains(_ other: CELNetwork) -> Bool {
        other.prefixLength >= prefixLength && contains(other.address)
    }
}

extension CELNetwork: CustomStringConvertible {
    package var description: String { "\(address)/\(prefixLength)" }
}
