/// Writes tar archives, plain and behind gzip without compression, for tests.
enum TarWriter {
    static func archive(_ files: [(name: String, content: String)]) -> [UInt8] {
        files.flatMap { member($0.name, Array($0.content.utf8)) } + [UInt8](repeating: 0, count: 1024)
    }

    private static func member(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            head.replaceSubrange(offset..<(offset + text.utf8.count), with: Array(text.utf8))
        }
        put(name, at: 0)
        put("0000644\0", at: 100)
        put(octal(content.count, 11) + "\0", at: 124)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        put("        ", at: 148)
        put(octal(head.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        let padding = (512 - content.count % 512) % 512
        return head + content + [UInt8](repeating: 0, count: padding)
    }

    private static func octal(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    /// Stored blocks of at most 65,535 bytes.
    static func gzip(_ content: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var start = 0
        repeat {
            let block = content[start..<min(start + 65_535, content.count)]
            start += block.count
            packed.append(start == content.count ? 1 : 0)
            packed += ZipWriter.little(block.count, 2) + ZipWriter.little(~block.count, 2) + block
        } while start < content.count
        return packed + ZipWriter.checksum(content) + ZipWriter.little(content.count, 4)
    }
}
