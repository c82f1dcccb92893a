import Glibc
import LibFuzzer
@testable import Observation

@main
struct FuzzRing {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, check))
    }
}

private let slots = 16

/// Whatever an observed process writes, the reader comes to an end, keeps to its limits, and reads on
/// when the process writes on meanwhile.
private func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    let ring = UnsafeMutableRawBufferPointer.allocate(
        byteCount: RingLayout.byteCount(slots: slots), alignment: 4_096)
    defer { ring.deallocate() }
    ring.initializeMemory(as: UInt8.self, repeating: 0)
    RingLayout.begin(ring, slots: slots)
    // The head's counts first, then the slots; the rest is written after the first reading.
    let head = input.prefix(16)
    let body = input.dropFirst(16)
    for (index, byte) in head.prefix(8).enumerated() { ring[RingLayout.headOffset + index] = byte }
    for (index, byte) in body.prefix(slots * 128).enumerated() {
        ring[RingLayout.headByteCount + index] = byte
    }
    var reader = RingReader(ring)
    var journal = FileJournal(places: ObservedPlaces(home: "/home/a", workingFolder: "/work"))
    var programs = ProgramJournal()
    for round in 0..<3 {
        let taken = reader.read(limit: 64, isLast: round > 0) { event in
            precondition(
                event.path.bytes.count <= RingLayout.pathByteCountMax, "a path is too long")
            _ = event.path.text
            _ = journal.apply(event)
            programs.apply(event)
        }
        precondition(taken <= 64, "more was read than asked for")
        for (index, byte) in head.dropFirst(8).enumerated() {
            ring[RingLayout.headOffset + index] = byte
        }
        for (index, byte) in body.dropFirst(slots * 128).enumerated() where index < slots * 128 {
            ring[RingLayout.headByteCount + index] = byte
        }
    }
    return 0
}
