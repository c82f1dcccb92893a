/// How much JSON we take from a stranger.
package struct JSONLimits: Sendable, Equatable {
    package var byteCountMax: Int
    /// Arrays and objects inside one another; at most 512, since reading and writing recurse.
    package var depthMax: Int
    /// Values of any kind, since a short text can hold many.
    package var valueCountMax: Int

    package init(
        byteCountMax: Int = 64 << 20, depthMax: Int = 128, valueCountMax: Int = 8 << 20
    ) {
        self.byteCountMax = byteCountMax
        self.depthMax = min(depthMax, 512)
        self.valueCountMax = valueCountMax
    }

    /// 64 MiB, depth 128, 8 Mi values.
    package static let `default` = Self()

    /// Longer than any number that a double's shortest or exact decimal form needs.
    static let numberByteCountMax = 1_100
}
