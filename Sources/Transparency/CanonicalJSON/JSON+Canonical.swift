extension JSON {
    /// The one form in which this value is hashed and signed.
    ///
    /// No spaces; names sorted by their UTF-16 code units; numbers as ECMAScript writes them;
    /// strings escaped only where they must be.
    ///
    /// Source: RFC 8785 §3.2.
    ///
    /// - Complexity: O(n log n).
    package var canonicalBytes: [UInt8] {
        var writer = JSONWriter(style: .canonical)
        writer.write(self)
        return writer.bytes
    }

    /// ``canonicalBytes`` as text.
    package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// Two spaces a level, one member a line, names in canonical order: for people.
    package var pretty: String {
        var writer = JSONWriter(style: .pretty)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
