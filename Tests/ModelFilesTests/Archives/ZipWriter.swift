/// Writes zip archives of stored members, honest or not, for tests.
struct ZipWriter {
    struct Member {
        var name: String
        var content: [UInt8]
        /// What the local header says instead.
        var localName: String?
        var flags = 0
        var method = 0
        var isListed = true
    }

    var members: [Member] = []
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []

    static func member(_ name: String, _ content: [UInt8]) -> Member {
        Member(name: name, content: content)
    }

    var bytes: [UInt8] {
        var body = prefix
        var directory: [UInt8] = []
        for member in members {
            let offset = body.count - prefix.count
            let local = Array((member.localName ?? member.name).utf8)
            body +=
                [0x50, 0x4B, 3, 4] + fields(member) + Self.little(local.count, 2)
                + Self.little(0, 2) + local + member.content
            guard member.isListed else { continue }
            let name = Array(member.name.utf8)
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0] + fields(member) + Self.little(name.count, 2)
                + [UInt8](repeating: 0, count: 12) + Self.little(offset, 4) + name
        }
        let count = members.count { $0.isListed }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.little(count, 2) + Self.little(count, 2)
            + Self.little(directory.count, 4) + Self.little(body.count - prefix.count, 4) + [0, 0]
        return body + directory + end + suffix
    }

    /// From the version needed to the unpacked size; the checksum is left 0.
    private func fields(_ member: Member) -> [UInt8] {
        [20, 0] + Self.little(member.flags, 2) + Self.little(member.method, 2) + [0, 0, 0, 0]
            + Self.checksum(member.content) + Self.little(member.content.count, 4)
            + Self.little(member.content.count, 4)
    }

    /// CRC-32, bit by bit.
    static func checksum(_ content: [UInt8]) -> [UInt8] {
        var sum: UInt32 = .max
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return little(Int(~sum), 4)
    }

    static func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
