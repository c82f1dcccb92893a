/// How much may be uploaded, and how long it waits to be finished.
package struct UploadLimits: Sendable, Equatable {
    /// Of one upload.
    package var byteCountMax = 16 << 30
    /// What stays free on the disk, so that uploads never take the ledger's room.
    package var freeByteCountMin = 1 << 30
    /// Unfinished uploads of one caller.
    package var countMax = 64
    /// How long an upload waits for more.
    package var keptMilliseconds: Int64 = 24 * 3_600_000

    package init() {}
}

/// Where an upload goes on, and whether it ends with what comes now.
package struct UploadStart: Sendable, Equatable {
    package let offset: Int
    package let isLast: Bool
    /// Whether what came before is thrown away.
    package let isAnew: Bool

    /// All of it at once.
    package static let whole = UploadStart(offset: 0, isLast: true, isAnew: true)

    package static func at(_ offset: Int, isLast: Bool) -> UploadStart {
        UploadStart(offset: offset, isLast: isLast, isAnew: false)
    }
}

/// Bytes that come in pieces.
package struct ByteSource: Sendable {
    /// As the sender says, before any came.
    package let statedByteCount: Int?
    private let read:
        @Sendable (_ body: (UnsafeRawBufferPointer) throws -> Void) async throws -> Void

    package init(
        statedByteCount: Int? = nil,
        read:
            @escaping @Sendable (_ body: (UnsafeRawBufferPointer) throws -> Void) async throws ->
            Void
    ) {
        self.statedByteCount = statedByteCount
        self.read = read
    }

    func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) async throws {
        try await read(body)
    }
}
