/// Values of other formats that are files of their own: a loader that trusts the outer file hands
/// them to `pickle.loads`.
extension Inspection {
    /// Bytes that a value must have to be a file.
    private static let valueSizeMin = 8

    /// Looks into a value that begins as a pickle, an archive or a stream does, or whose base64 or
    /// hexadecimal digits do.
    ///
    /// - Parameters:
    ///   - value: All of it.
    ///   - label: Where it stands, as the finding says it.
    ///   - place: Of the file that holds it.
    mutating func inspectEmbedded(_ value: Bytes, in label: String, at place: Place) {
        guard value.count >= Self.valueSizeMin, membersLeft > 0,
            let content = embedded(in: value), isFile(content)
        else { return }
        membersLeft -= 1
        inspect(content, name: "", at: place.inside(label))
    }

    private func embedded(in value: Bytes) -> Bytes? {
        let head = value.array(at: 0, count: PayloadSniffer.headSize)
        if PayloadSniffer.startsContainer(head) { return value }
        guard PayloadSniffer.mayWrap(head), value.count <= limits.textBytes else {
            return PickleTrial.importsFirst(value) ? value : nil
        }
        return PayloadSniffer.unwrapped(value.array(at: 0, count: value.count)).map { Bytes($0) }
    }

    /// Whether bytes are more than the first two of a magic number.
    private func isFile(_ bytes: Bytes) -> Bool {
        switch FormatSniffer.format(of: bytes, name: "") {
        case .pickle: PickleTrial.isPickle(bytes, at: 0) || PickleTrial.importsFirst(bytes)
        case .unknown, .text, .empty: false
        case .gzip: bytes.exactly(at: 2, count: 1) == [8]
        default: true
        }
    }
}
