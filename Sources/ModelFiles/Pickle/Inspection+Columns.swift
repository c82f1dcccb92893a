/// Tables and databases, whose readers may unpickle what a value or a type's metadata holds:
/// Arrow, Parquet, SQLite.
extension Inspection {
    /// Bytes searched at the start and at the end, where the metadata stands.
    private static let windowSize = 8 << 20
    /// Pickles that are looked at in one file.
    private static let pickleCount = 200
    /// Runs of base64 that are decoded.
    private static let runCount = 64
    /// Letters that a run must have.
    private static let runSizeMin = 64

    mutating func inspectColumns(_ bytes: Bytes, at place: Place) {
        var left = Self.pickleCount
        let head = min(bytes.count, Self.windowSize)
        searchPickles(bytes, from: 0, to: head, left: &left, at: place)
        let tail = max(head, bytes.count - Self.windowSize)
        searchPickles(bytes, from: tail, to: bytes.count, left: &left, at: place)
        searchWrapped(bytes, left: &left, at: place)
    }

    private mutating func searchPickles(
        _ bytes: Bytes, from start: Int, to end: Int, left: inout Int, at place: Place
    ) {
        var offset = start
        while offset < end, left > 0 {
            let window = bytes.slice(at: offset, count: end - offset)
            guard let found = PickleTrial.firstWholePickle(in: window) else { return }
            left -= 1
            let pickle = offset + found
            let after = inspectPickle(bytes, from: pickle, at: place, isReached: true)
            offset = max(pickle + 1, after ?? 0)
        }
    }

    /// Parquet keeps Arrow's schema as base64, with what the types say of themselves.
    private mutating func searchWrapped(_ bytes: Bytes, left: inout Int, at place: Place) {
        let size = min(bytes.count, Self.windowSize)
        let start = bytes.count - size
        let tail = bytes.array(at: start, count: size)
        var index = 0
        var runs = 0
        while index < tail.count, runs < Self.runCount, left > 0 {
            let run = tail[index...].prefix(while: PayloadSniffer.isWrapping)
            defer { index = run.endIndex + 1 }
            guard run.count >= Self.runSizeMin else { continue }
            runs += 1
            // A letter before the run may be its length: each of four beginnings is tried.
            for skipped in 0..<4 where left > 0 {
                guard let inner = PayloadSniffer.decoded(Array(run.dropFirst(skipped))) else {
                    continue
                }
                let inside = place.inside("base64 at byte \(start + run.startIndex)")
                let before = left
                searchPickles(
                    Bytes(inner), from: 0, to: inner.count, left: &left, at: inside)
                if left < before { break }
            }
        }
    }
}
