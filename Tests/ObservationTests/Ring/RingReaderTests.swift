import Testing

@testable import Observation

@Suite struct RingReaderTests {
    @Test func `records are read in order and their slots given back`() {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.write("/data/a.csv")
        ring.write("/data/b.csv", kind: 4, second: "/data/c.csv")
        let events = reader.all()
        #expect(
            events == [
                ObservedEvent(.opened, process: 7, path: "/data/a.csv", nanoseconds: 5),
                ObservedEvent(
                    .renamed, process: 7, path: "/data/b.csv", second: "/data/c.csv",
                    nanoseconds: 5),
            ])
        #expect(ring.get(RingLayout.tailOffset) == 2)
        #expect(reader.all().isEmpty)
    }

    @Test func `a path goes on in the slots that follow, past the last in the first`() {
        let ring = TestRing(slots: 4)
        var reader = RingReader(ring.bytes)
        let path = "/" + String(repeating: "x", count: 250)
        for _ in 0..<9 {
            ring.write(path)
            #expect(reader.all().map(\.path.text) == [path])
        }
        #expect(reader.unfinishedCount == 0)
    }

    @Test func `a record that is being written is waited for, and not for ever`() {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.write("/never", finishes: false)
        ring.write("/after")
        for _ in 0..<RingReader.waitCountMax { #expect(reader.all().isEmpty) }
        #expect(reader.all().map(\.path.text) == ["/after"])
        #expect(reader.unfinishedCount == 1)
    }

    @Test func `at the end nothing unfinished is waited for`() {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.write("/never", finishes: false)
        #expect(reader.all(isLast: true).isEmpty)
        #expect(reader.unfinishedCount == 1)
        ring.write("/next")
        #expect(reader.all().map(\.path.text) == ["/next"])
    }

    @Test(arguments: [UInt64.max, 9, 1 << 63])
    func `a count that cannot be ends the reading`(head: UInt64) {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.set(head, at: RingLayout.headOffset)
        #expect(reader.all(isLast: true).isEmpty)
        #expect(reader.isDamaged)
    }

    @Test(arguments: [(65_535, 65_535), (8_192, 0), (2_000, 0), (0, 1_000)])
    func `sizes beyond what was written are not believed`(sizes: (Int, Int)) {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.write("/a", sizes: sizes)
        ring.write("/b")
        #expect(reader.all(isLast: true).map(\.path.text) == ["/b"])
        #expect(reader.unfinishedCount == 1)
    }

    @Test func `an unknown kind is passed over`() {
        let ring = TestRing()
        var reader = RingReader(ring.bytes)
        ring.write("/a", kind: 77)
        ring.write("/b")
        #expect(reader.all().map(\.path.text) == ["/b"])
    }

    @Test func `what was dropped is counted by those who dropped it`() {
        let ring = TestRing()
        ring.set(12, at: RingLayout.droppedOffset)
        ring.set(.max, at: RingLayout.unresolvedOffset)
        let reader = RingReader(ring.bytes)
        #expect(reader.droppedCount == 12)
        #expect(reader.unresolvedCount == .max)
    }
}
