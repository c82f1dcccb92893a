import Glibc

/// A file of bytes that no disk or file system shortens.
enum RandomFile {
    /// - `byteCount`: Rounded down to whole MiB, at least one.
    static func write(to path: String, byteCount: Int, seed: Int) throws {
        guard let file = fopen(path, "w") else { throw BenchFailure("cannot write `\(path)`") }
        defer { fclose(file) }
        var state = UInt64(seed + 1)
        var words = [UInt64](repeating: 0, count: 1 << 17)
        for _ in 0..<max(1, byteCount / (words.count * 8)) {
            for index in words.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                words[index] = state ^ state >> 29
            }
            guard fwrite(words, 8, words.count, file) == words.count else {
                throw BenchFailure("cannot write `\(path)`")
            }
        }
    }
}
