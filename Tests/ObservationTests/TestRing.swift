import Synchronization

@testable import Observation

/// A ring in this process's own memory, and the writing that the observer in a command does.
final class TestRing {
    let bytes: UnsafeMutableRawBufferPointer
    private let slots: Int

    init(slots: Int = 8) {
        self.slots = slots
        bytes = .allocate(byteCount: RingLayout.byteCount(slots: slots), alignment: 4_096)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        RingLayout.begin(bytes, slots: slots)
    }

    deinit { bytes.deallocate() }

    func set(_ value: UInt64, at offset: Int) {
        bytes.storeBytes(of: value, toByteOffset: offset, as: UInt64.self)
    }

    func get(_ offset: Int) -> UInt64 { bytes.load(fromByteOffset: offset, as: UInt64.self) }

    /// Writes a record as the observer does, or begins it and stops there.
    func write(
        _ path: String, kind: UInt16 = 3, flags: UInt32 = 0, second: String = "",
        sizes: (Int, Int)? = nil, finishes: Bool = true
    ) {
        let text = Array(path.utf8) + Array(second.utf8)
        let head = get(RingLayout.headOffset)
        let count = (RingLayout.recordHeadByteCount + text.count + 127) / 128
        set(head + UInt64(count), at: RingLayout.headOffset)
        let slot = Int(head) % slots * RingLayout.slotByteCount
        let start = RingLayout.headByteCount + slot
        bytes.storeBytes(of: 7, toByteOffset: start + 8, as: UInt32.self)
        bytes.storeBytes(of: kind, toByteOffset: start + 12, as: UInt16.self)
        bytes.storeBytes(of: flags, toByteOffset: start + 16, as: UInt32.self)
        let (first, rest) = sizes ?? (path.utf8.count, second.utf8.count)
        bytes.storeBytes(of: UInt16(first), toByteOffset: start + 20, as: UInt16.self)
        bytes.storeBytes(of: UInt16(rest), toByteOffset: start + 22, as: UInt16.self)
        bytes.storeBytes(of: 5, toByteOffset: start + 24, as: Int64.self)
        for (index, byte) in text.enumerated() {
            let place = (slot + RingLayout.recordHeadByteCount + index) % (slots * 128)
            bytes[RingLayout.headByteCount + place] = byte
        }
        if finishes { set(head + 1, at: start) }
    }
}

extension RingReader {
    /// All that is there.
    mutating func all(isLast: Bool = false) -> [ObservedEvent] {
        var events: [ObservedEvent] = []
        _ = read(isLast: isLast) { events.append($0) }
        return events
    }
}
