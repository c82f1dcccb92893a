/// The absolute path of a file as a process named it: bytes, since a name need not be text.
package struct ObservedPath: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
    package let bytes: [UInt8]

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// Folds `//` and `/./`, which mean nothing; `..` stays, since links decide what it means.
    package init(_ bytes: some Collection<UInt8>) {
        let isPlain = bytes.withContiguousStorageIfAvailable(Self.isPlain) ?? false
        self.bytes = isPlain ? Array(bytes) : Self.folded(Array(bytes))
    }

    package init(_ text: String) { self.init(Array(text.utf8)) }
    package init(stringLiteral text: String) { self.init(text) }

    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            if previous == slash, byte == slash || byte == dot { return false }
            previous = byte
        }
        return previous != slash
    }

    private static func folded(_ bytes: [UInt8]) -> [UInt8] {
        let parts = bytes.split(separator: slash).filter { $0 != [dot] }
        let path = Array(parts.joined(separator: [slash]))
        return bytes.first == slash ? [slash] + path : path
    }

    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    package func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    package var isEmpty: Bool { bytes.isEmpty }

    /// The names between the slashes.
    package var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

    package var name: ArraySlice<UInt8> {
        bytes.lastIndex(of: Self.slash).map { bytes[($0 + 1)...] } ?? bytes[...]
    }

    /// The folder that it is in; empty for the root's own files.
    package var folder: ObservedPath {
        ObservedPath(plain: Array(bytes.lastIndex(of: Self.slash).map { bytes[..<$0] } ?? []))
    }

    private init(plain bytes: [UInt8]) { self.bytes = bytes }

    /// Whether a part of it is `..`, which only the file system can say the meaning of.
    package var hasParents: Bool {
        var run = 0
        for (index, byte) in bytes.enumerated() {
            if byte == Self.dot {
                run += 1
                let isEnd = index + 1 == bytes.count || bytes[index + 1] == Self.slash
                if run == 2, isEnd, index >= 2, bytes[index - 2] == Self.slash { return true }
            } else {
                run = 0
            }
        }
        return false
    }

    /// Whether it comes before another, byte by byte.
    package static func < (left: Self, right: Self) -> Bool {
        left.bytes.withUnsafeBufferPointer { left in
            right.bytes.withUnsafeBufferPointer { right in
                let count = min(left.count, right.count)
                var index = 0
                while index < count, left[index] == right[index] { index += 1 }
                return index < count ? left[index] < right[index] : left.count < right.count
            }
        }
    }

    /// Whether it lies in a folder, at any depth.
    package func isBelow(_ folder: ObservedPath) -> Bool {
        let count = folder.bytes.count
        return bytes.count > count + 1 && bytes[count] == Self.slash
            && bytes.starts(with: folder.bytes)
    }

    /// The same below another folder.
    ///
    /// - Precondition: It is below `folder`.
    package func moved(from folder: ObservedPath, to target: ObservedPath) -> ObservedPath {
        ObservedPath(plain: target.bytes + bytes[folder.bytes.count...])
    }

    /// What follows a folder that it is below.
    package func suffix(below folder: ObservedPath) -> ArraySlice<UInt8> {
        bytes[(folder.bytes.count + 1)...]
    }

    /// As text, with `\xFF` for each byte that is none.
    package var text: String { Self.text(bytes[...]) }

    package static func text(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var rest = bytes
        while let first = rest.first {
            let width = (1...4).first { count in
                rest.count >= count && String(validating: rest.prefix(count), as: UTF8.self) != nil
            }
            if let width {
                text += String(decoding: rest.prefix(width), as: UTF8.self)
            } else {
                text += "\\x" + String(first, radix: 16, uppercase: true)
            }
            rest = rest.dropFirst(width ?? 1)
        }
        return text
    }
}
