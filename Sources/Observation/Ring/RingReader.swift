import Synchronization

/// Reads what observed processes write into a ring.
///
/// INVARIANT: nothing in the ring is trusted. Every process that is observed may write anything
/// anywhere in it, at any time; so a number out of it is copied once and checked before it counts, and
/// where the reader stands is known to the reader alone.
package struct RingReader {
    private let start: UnsafeMutableRawPointer
    private let slotCount: Int
    private var position: UInt64 = 0
    /// How often there was a record that nobody had finished, one time after the other.
    private var waitCount = 0

    /// Records that a process began and never finished.
    package private(set) var unfinishedCount = 0
    /// That somebody wrote where only the ring's own count may stand: nothing more is read.
    package private(set) var isDamaged = false

    /// A record that was begun is waited for so many times: its process may have been killed.
    static let waitCountMax = 200

    /// `bytes`: A ring of ``RingLayout/begin(_:slots:)``; it outlives the reader.
    package init(_ bytes: UnsafeMutableRawBufferPointer) {
        let slots = (bytes.count - RingLayout.headByteCount) / RingLayout.slotByteCount
        precondition(
            slots > 0 && slots & (slots - 1) == 0
                && bytes.count == RingLayout.byteCount(slots: slots), "a ring has so many bytes")
        guard let start = bytes.baseAddress else { preconditionFailure("a ring has bytes") }
        self.start = start
        slotCount = slots
    }

    private func atomic(_ offset: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        (start + offset).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    /// Records that found no place, as the processes counted them.
    package var droppedCount: Int { count(RingLayout.droppedOffset) }
    /// Paths that the processes could not make out.
    package var unresolvedCount: Int { count(RingLayout.unresolvedOffset) }

    private func count(_ offset: Int) -> Int {
        Int(clamping: atomic(offset).pointee.load(ordering: .relaxed))
    }

    /// Takes what is there, in order.
    ///
    /// - `limit`: At most so many.
    /// - `isLast`: That nothing unfinished is waited for.
    /// - Returns: How many there were.
    package mutating func read(
        limit: Int = 4_096, isLast: Bool = false, _ take: (ObservedEvent) -> Void
    ) -> Int {
        var taken = 0
        var published = position
        while taken < limit, !isDamaged {
            let head = atomic(RingLayout.headOffset).pointee.load(ordering: .acquiring)
            guard head != position else { break }
            // Nobody is given a slot that was not read; so more than all is nonsense.
            guard head &- position <= UInt64(slotCount) else {
                isDamaged = true
                break
            }
            guard isFinished(position) else {
                waitCount += 1
                guard isLast || waitCount > Self.waitCountMax else { break }
                skipUnfinished(to: head)
                continue
            }
            waitCount = 0
            if let event = record(before: head) {
                take(event)
                taken += 1
            }
            if position &- published >= 256 {
                publish()
                published = position
            }
        }
        publish()
        return taken
    }

    private func publish() {
        atomic(RingLayout.tailOffset).pointee.store(position, ordering: .releasing)
    }

    private func slot(_ number: UInt64) -> Int {
        RingLayout.headByteCount + Int(number & UInt64(slotCount - 1)) * RingLayout.slotByteCount
    }

    private func isFinished(_ number: UInt64) -> Bool {
        atomic(slot(number)).pointee.load(ordering: .acquiring) == number &+ 1
    }

    private mutating func skipUnfinished(to head: UInt64) {
        waitCount = 0
        unfinishedCount += 1
        repeat { position &+= 1 } while position != head && !isFinished(position)
    }

    /// The record at the position, which moves on; `nil` for one that makes no sense.
    private mutating func record(before head: UInt64) -> ObservedEvent? {
        let slot = start + self.slot(position)
        let process = slot.load(fromByteOffset: 8, as: UInt32.self)
        let kind = slot.load(fromByteOffset: 12, as: UInt16.self)
        let flags = slot.load(fromByteOffset: 16, as: UInt32.self)
        let firstSize = Int(slot.load(fromByteOffset: 20, as: UInt16.self))
        let secondSize = Int(slot.load(fromByteOffset: 22, as: UInt16.self))
        let nanoseconds = slot.load(fromByteOffset: 24, as: Int64.self)
        let byteCount = RingLayout.recordHeadByteCount + firstSize + secondSize
        let slots = UInt64(
            (byteCount + RingLayout.slotByteCount - 1) / RingLayout.slotByteCount)
        guard firstSize <= RingLayout.pathByteCountMax, secondSize <= RingLayout.pathByteCountMax,
            slots <= head &- position, let kind = ObservedEvent.Kind(rawValue: kind)
        else {
            unfinishedCount += 1
            position &+= 1
            return nil
        }
        let offset =
            self.slot(position) - RingLayout.headByteCount + RingLayout.recordHeadByteCount
        let path = bytes(from: offset, count: firstSize)
        let second = bytes(from: offset + firstSize, count: secondSize)
        position &+= slots
        return ObservedEvent(
            kind, process: process, access: OpenAccess(flags: flags), path: ObservedPath(path),
            second: ObservedPath(second), nanoseconds: nanoseconds)
    }

    /// Bytes of the slots; past the last the first follow.
    private func bytes(from offset: Int, count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        let size = slotCount * RingLayout.slotByteCount
        let offset = offset % size
        let slots = start + RingLayout.headByteCount
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let first = min(count, size - offset)
            let target = UnsafeMutableRawBufferPointer(buffer)
            target.copyMemory(from: UnsafeRawBufferPointer(start: slots + offset, count: first))
            if first < count {
                UnsafeMutableRawBufferPointer(rebasing: target[first...]).copyMemory(
                    from: UnsafeRawBufferPointer(start: slots, count: count - first))
            }
            written = count
        }
    }
}
