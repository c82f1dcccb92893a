/// Where things are in the ring that an observed command writes into: the same as in
/// `Sources/CObserve/include/observe.h`.
package enum RingLayout {
    /// The variable that tells a command where its ring is.
    package static let variable = "ASSAY_OBSERVE"
    package static let library = "libassay-observe.so"

    static let magic: UInt64 = 0x3152_5342_5941_5341
    static let version: UInt32 = 1
    static let headByteCount = 4_096
    static let slotByteCount = 128
    static let recordHeadByteCount = 32
    static let pathByteCountMax = 8_191

    /// From the ring's beginning.
    static let slotCountOffset = 12
    static let headOffset = 64
    static let tailOffset = 128
    static let droppedOffset = 192
    static let unresolvedOffset = 200

    /// How many bytes a ring of so many slots has.
    package static func byteCount(slots: Int) -> Int { headByteCount + slots * slotByteCount }

    /// Makes bytes that are all zero an empty ring.
    ///
    /// - Precondition: `slots` is a power of two, and the bytes are as many as it takes.
    package static func begin(_ bytes: UnsafeMutableRawBufferPointer, slots: Int) {
        precondition(slots > 0 && slots & (slots - 1) == 0, "slots are a power of two")
        precondition(bytes.count == byteCount(slots: slots), "a ring has so many bytes")
        bytes.storeBytes(of: UInt32(slots), toByteOffset: slotCountOffset, as: UInt32.self)
        bytes.storeBytes(of: version, toByteOffset: 8, as: UInt32.self)
        bytes.storeBytes(of: magic, toByteOffset: 0, as: UInt64.self)
    }
}
