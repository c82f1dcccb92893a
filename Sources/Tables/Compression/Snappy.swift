/// Unpacks Snappy's raw format.
///
/// Source: Google, *Snappy compressed format description* (2011).
enum Snappy {
    /// - Parameters:
    ///   - packed: All of the packed bytes.
    ///   - count: How many bytes it must unpack to.
    /// - Returns: `nil` when it does not, or is not Snappy.
    /// - Complexity: O(count + packed).
    static func unpack(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        guard let (length, start) = length(packed), length == count else { return nil }
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: count) { output, filled in
            var copier = SnappyCopier(packed: packed, output: UnsafeMutableRawBufferPointer(output))
            isWhole = copier.run(from: start, count: count)
            filled = copier.made
        }
        return isWhole ? output : nil
    }

    /// The unpacked length, which stands first, and where the packed bytes begin.
    private static func length(_ packed: UnsafeRawBufferPointer) -> (length: Int, start: Int)? {
        var length = 0
        for at in 0..<min(packed.count, 5) {
            length |= Int(packed[at] & 0x7F) << (7 * at)
            if packed[at] < 0x80 { return (length, at + 1) }
        }
        return nil
    }
}

/// Carries out the elements: literals, and copies of what came before.
private struct SnappyCopier {
    let packed: UnsafeRawBufferPointer
    let output: UnsafeMutableRawBufferPointer
    /// Bytes of the output that are written.
    var made = 0
    private var at = 0

    init(packed: UnsafeRawBufferPointer, output: UnsafeMutableRawBufferPointer) {
        self.packed = packed
        self.output = output
    }

    /// - Returns: Whether the elements are whole and make exactly so many bytes.
    mutating func run(from start: Int, count: Int) -> Bool {
        at = start
        while at < packed.count {
            let tag = packed[at]
            at += 1
            let isDone = tag & 3 == 0 ? literal(tag, most: count) : copy(tag, most: count)
            guard isDone else { return false }
        }
        return made == count
    }

    private mutating func literal(_ tag: UInt8, most: Int) -> Bool {
        var length = Int(tag >> 2) + 1
        if length > 60 {
            guard let long = number(bytes: length - 60) else { return false }
            length = long + 1
        }
        guard length <= packed.count - at, length <= most - made else { return false }
        if length <= 16, packed.count - at >= 16, most - made >= 16 {
            // What is written behind the text's end is written again.
            move(packed, from: at, to: made)
            move(packed, from: at + 8, to: made + 8)
            at += length
            made += length
            return true
        }
        UnsafeMutableRawBufferPointer(rebasing: output[made..<(made + length)])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: packed[at..<(at + length)]))
        at += length
        made += length
        return true
    }

    private mutating func copy(_ tag: UInt8, most: Int) -> Bool {
        let length: Int
        let offset: Int
        if tag & 3 == 1 {
            guard let low = number(bytes: 1) else { return false }
            length = Int(tag >> 2 & 7) + 4
            offset = Int(tag >> 5) << 8 | low
        } else {
            guard let far = number(bytes: tag & 3 == 2 ? 2 : 4) else { return false }
            length = Int(tag >> 2) + 1
            offset = far
        }
        guard offset > 0, offset <= made, length <= most - made else { return false }
        if offset >= 8, most - made >= length + 7 {
            for index in stride(from: 0, to: length, by: 8) {
                move(UnsafeRawBufferPointer(output), from: made - offset + index, to: made + index)
            }
        } else if offset >= length {
            UnsafeMutableRawBufferPointer(rebasing: output[made..<(made + length)])
                .copyMemory(
                    from: UnsafeRawBufferPointer(
                        rebasing: output[(made - offset)..<(made - offset + length)]))
        } else {
            for index in made..<(made + length) { output[index] = output[index - offset] }
        }
        made += length
        return true
    }

    /// Copies eight bytes.
    @inline(__always)
    private func move(_ source: UnsafeRawBufferPointer, from: Int, to place: Int) {
        output.storeBytes(
            of: source.loadUnaligned(fromByteOffset: from, as: UInt64.self),
            toByteOffset: place, as: UInt64.self)
    }

    @inline(__always)
    private mutating func number(bytes count: Int) -> Int? {
        guard count <= packed.count - at else { return nil }
        var value = 0
        for index in 0..<count { value |= Int(packed[at + index]) << (8 * index) }
        at += count
        return value
    }
}
