import Glibc

/// Gives each different text a code, by a hash table over the bytes of the texts seen.
///
/// The hash is seeded by the standard library's, anew in each process, so that no file can be
/// written to make it slow.
struct TextInterner {
    private(set) var dictionary: TextDictionary
    private var hashes: [UInt64] = []
    private let seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1
    /// Codes by hash, or −1; a power of two of them, at most half taken.
    private var slots = [Int32](repeating: -1, count: 64)
    private var last: Int32 = -1

    init(generation: Int = 0) { dictionary = TextDictionary(generation: generation) }

    /// The code of a text, which is a new one if the text is.
    ///
    /// - Returns: `nil` when the text is new and there are 2³¹ − 1 already.
    mutating func code(of text: Span<UInt8>) -> Int32? {
        text.withUnsafeBufferPointer { code(of: $0) }
    }

    private mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int32? {
        if last >= 0, isText(Int(last), text) { return last }
        let hash = hash(text)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let code = slots[slot]
            if hashes[Int(code)] == hash, isText(Int(code), text) {
                last = code
                return code
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return insert(text, hash: hash, slot: slot)
    }

    private mutating func insert(
        _ text: UnsafeBufferPointer<UInt8>, hash: UInt64, slot: Int
    ) -> Int32? {
        guard let code = Int32(exactly: dictionary.count) else { return nil }
        slots[slot] = code
        hashes.append(hash)
        dictionary.append(text)
        if dictionary.count * 2 > slots.count { grow() }
        last = code
        return code
    }

    @inline(__always)
    private func isText(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = dictionary.range(code)
        guard range.count == text.count else { return false }
        guard let other = text.baseAddress, !range.isEmpty else { return true }
        return dictionary.bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp($0 + range.lowerBound, other, text.count) == 0 } ?? false
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (code, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: code)
        }
    }

    /// Eight bytes at a time, the last ones once more where they overlap; each time the two halves
    /// of a product are joined.
    private func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let raw = UnsafeRawBufferPointer(text)
        let count = raw.count
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        guard count >= 8 else { return mixed(mixed(hash ^ Self.few(raw))) }
        var at = 0
        while at + 8 < count {
            hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at += 8
        }
        let rest = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        return mixed(mixed(hash ^ rest))
    }

    /// Up to seven bytes as a word.
    private static func few(_ raw: UnsafeRawBufferPointer) -> UInt64 {
        let count = raw.count
        if count >= 4 {
            let first = raw.loadUnaligned(as: UInt32.self)
            let last = raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            return UInt64(first) << 32 | UInt64(last)
        }
        guard count > 0 else { return 0 }
        return UInt64(raw[0]) << 16 | UInt64(raw[count / 2]) << 8 | UInt64(raw[count - 1])
    }

    private func mixed(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: seed)
        return product.high ^ product.low
    }
}
