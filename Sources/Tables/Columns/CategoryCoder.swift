/// Gives each different text a code, by a hash table over the bytes of the texts seen.
///
/// The hash is seeded by the standard library's, anew in each process, so that no file can be
/// written to make it slow.
struct CategoryCoder {
    /// Each row's text as an index in order of first appearance.
    private var codes: [Int32] = []
    private var texts: [UInt8] = []
    /// Where each text ends in ``texts``.
    private var ends: [Int] = []
    private var hashes: [Int] = []
    private let seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1
    /// Codes by hash, or −1; a power of two of them, at most half taken.
    private var slots = [Int32](repeating: -1, count: 64)

    /// - Returns: Whether there was room for the text among so many different ones.
    mutating func append(_ text: Span<UInt8>, most: Int) -> Bool {
        if let last = codes.last, isText(Int(last), text) {
            codes.append(last)
            return true
        }
        let hash = hash(text)
        var slot = hash & (slots.count - 1)
        while slots[slot] >= 0 {
            let code = Int(slots[slot])
            if hashes[code] == hash, isText(code, text) {
                codes.append(Int32(truncatingIfNeeded: code))
                return true
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard ends.count < most, let code = Int32(exactly: ends.count) else { return false }
        slots[slot] = code
        codes.append(code)
        hashes.append(hash)
        text.withUnsafeBufferPointer { texts.append(contentsOf: $0) }
        ends.append(texts.count)
        if ends.count * 2 > slots.count { grow() }
        return true
    }

    /// The codes into the sorted names.
    func categories() -> Categories {
        let order = ends.indices.sorted { bytes($0).lexicographicallyPrecedes(bytes($1)) }
        var sorted = [Int32](repeating: 0, count: ends.count)
        for (place, code) in order.enumerated() {
            sorted[code] = Int32(truncatingIfNeeded: place)
        }
        return Categories(
            codes: codes.map { sorted[Int($0)] },
            names: order.map { String(decoding: bytes($0), as: UTF8.self) })
    }

    private func bytes(_ code: Int) -> ArraySlice<UInt8> {
        texts[(code == 0 ? 0 : ends[code - 1])..<ends[code]]
    }

    private func isText(_ code: Int, _ text: Span<UInt8>) -> Bool {
        let start = code == 0 ? 0 : ends[code - 1]
        guard ends[code] - start == text.count else { return false }
        for index in 0..<text.count where texts[start + index] != text[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (code, hash) in hashes.enumerated() {
            var slot = hash & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: code)
        }
    }

    /// Eight bytes at a time, each time the two halves of a product joined.
    private func hash(_ text: Span<UInt8>) -> Int {
        let raw = text.bytes
        var hash = seed ^ UInt64(truncatingIfNeeded: text.count)
        var at = 0
        while at + 8 <= text.count {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
            hash = mixed(hash ^ word)
            at += 8
        }
        var rest: UInt64 = 0
        while at < text.count {
            rest = rest << 8 | UInt64(text[at])
            at += 1
        }
        return Int(truncatingIfNeeded: mixed(mixed(hash ^ rest)))
    }

    private func mixed(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: seed)
        return product.high ^ product.low
    }
}
