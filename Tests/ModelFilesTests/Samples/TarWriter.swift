/// Writes ustar archives, honest or not, for tests.
struct TarWriter {
    struct Member {
        let name: String
        let content: [UInt8]
        let kind: String
        let link: String

        init(_ name: String, _ content: [UInt8], kind: String = "0", link: String = "") {
            self.name = name
            self.content = content
            self.kind = kind
            self.link = link
        }
    }

    var members: [Member]

    var bytes: [UInt8] {
        members.flatMap { member in
            let padding = (512 - member.content.count % 512) % 512
            return Self.header(member) + member.content + [UInt8](repeating: 0, count: padding)
        } + [UInt8](repeating: 0, count: 1_024)
    }

    private static func header(_ member: Member) -> [UInt8] {
        var head = field(member.name, 100) + field("0000644", 8) + field("0000000", 8)
        head += field("0000000", 8) + field(octal(member.content.count, 11), 12)
        head += field("00000000000", 12) + [UInt8](repeating: 0x20, count: 8)
        head += field(member.kind, 1) + field(member.link, 100) + field("ustar", 6) + field("00", 2)
        head += [UInt8](repeating: 0, count: 512 - head.count)
        let sum = head.reduce(0) { $0 + Int($1) }
        head.replaceSubrange(148..<156, with: field(octal(sum, 6), 7) + [0x20])
        return head
    }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }

    private static func field(_ text: String, _ width: Int) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(width))
        return bytes + [UInt8](repeating: 0, count: width - bytes.count)
    }
}
