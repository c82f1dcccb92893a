/// Writes gzip without compression, for tests.
enum GzipWriter {
    /// Stored blocks of at most 65,535 bytes.
    static func bytes(_ content: [UInt8]) -> [UInt8] {
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
