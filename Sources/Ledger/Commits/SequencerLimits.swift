/// How much a ``Sequencer`` takes on.
package struct SequencerLimits: Sendable {
    /// Commands that may wait; more are refused.
    package var queueCountMax: Int
    /// Commands that share one commit at most.
    package var batchCountMax: Int
    /// Bytes of records after which a commit takes no more commands.
    package var batchByteCountMax: Int
    /// How often commands are run again because another server committed first.
    package var attemptCountMax: Int
    /// How often the loop lets others run before it stops waiting for commands to share a commit.
    package var gatherCountMax: Int

    package init(
        queueCountMax: Int = 4_096, batchCountMax: Int = 256,
        batchByteCountMax: Int = 4 << 20, attemptCountMax: Int = 16, gatherCountMax: Int = 3
    ) {
        self.queueCountMax = queueCountMax
        self.batchCountMax = batchCountMax
        self.batchByteCountMax = batchByteCountMax
        self.attemptCountMax = attemptCountMax
        self.gatherCountMax = gatherCountMax
    }
}
