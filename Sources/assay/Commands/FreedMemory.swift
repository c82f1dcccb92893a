import Glibc

/// What the C library does with memory that was freed.
///
/// Commands that go through columns of a file need the same few megabytes again for each of them;
/// to get them from the kernel anew took a fifth of the time of `assay drift`.
enum FreedMemory {
    private static let trimThreshold: Int32 = -1
    private static let mapThreshold: Int32 = -3

    /// Keeps up to 256 MB of it for what is allocated next; a server should not.
    static func keep() {
        typealias Setting = @convention(c) (Int32, Int32) -> Int32
        // Other C libraries than GNU's have no such function, and do without.
        guard let function = dlsym(nil, "mallopt") else { return }
        let set = unsafeBitCast(function, to: Setting.self)
        _ = set(mapThreshold, 32 << 20)
        _ = set(trimThreshold, 256 << 20)
    }
}
