/// What an expression may cost.
///
/// Reaching a limit is an error of kind `limit`, never a crash.
package struct CELLimits: Sendable, Hashable {
    /// The longest source, in bytes of UTF-8.
    package var sourceBytesMax: Int
    /// How deep expressions may nest; a chain of operators counts one level per operator.
    package var depthMax: Int
    /// How many steps an evaluation may take: a turn of a comprehension costs the number of its
    /// body's parts, a function that reads or builds text or lists costs their size.
    package var stepsMax: Int
    /// The largest regular expression, in instructions once its repetitions are written out.
    package var patternInstructionsMax: Int

    package init(
        sourceBytesMax: Int = 100_000, depthMax: Int = 200, stepsMax: Int = 2_000_000,
        patternInstructionsMax: Int = 20_000
    ) {
        self.sourceBytesMax = sourceBytesMax
        self.depthMax = depthMax
        self.stepsMax = stepsMax
        self.patternInstructionsMax = patternInstructionsMax
    }
}
