/// YAML's `!!binary`: base64 that a loader hands on as bytes.
extension Inspection {
    private static let tag = Array("!!binary".utf8)
    private static let tagLimit = 1_000

    mutating func inspectBinaryTags(_ bytes: Bytes, at place: Place) {
        let text = bytes.array(at: 0, count: limits.textBytes)
        var index = 0
        for _ in 0..<Self.tagLimit {
            guard let found = text.firstIndex(of: Self.tag, from: index) else { return }
            index = found + Self.tag.count
            let wrapped = Self.wrapped(text[index...])
            inspectEmbedded(Bytes(wrapped), in: "!!binary at byte \(found)", at: place)
        }
    }

    /// The letters behind a tag: on its line, in quotes, or in the block below.
    private static func wrapped(_ rest: ArraySlice<UInt8>) -> [UInt8] {
        let marks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x7C, 0x3E, 0x2D, 0x2B]
        let body = rest.drop { marks.contains($0) }
        let run = body.prefix {
            PayloadSniffer.isWrapping($0) || [0x20, 0x0A, 0x0D].contains($0)
        }
        // The last word may be the next key.
        guard run.endIndex < rest.endIndex, rest[run.endIndex] == UInt8(ascii: ":"),
            let line = run.lastIndex(of: 0x0A)
        else { return Array(run) }
        return Array(run[..<line])
    }
}
