/// How much work one file may ask for.
///
/// A file that asks for more is said to, never followed.
package struct InspectionLimits: Sendable, Equatable {
    /// Containers inside containers, from 0 for the file itself.
    package var depth = 12
    /// Members of all archives of a file.
    package var members = 20_000
    /// Bytes unpacked from all archives of a file, in all.
    package var expandedBytes = 1 << 30
    /// Bytes that one member may be unpacked to in memory.
    package var memberBytes = 64 << 20
    /// Unpacked bytes for each packed one, beyond which a stream is called a bomb.
    package var expansionRatio = 1_100
    /// Opcodes of all pickles of a file.
    package var pickleOpcodes = 60_000_000
    /// Values on a pickle's stack.
    package var pickleStack = 4_000_000
    /// Facts of one kind that are kept.
    package var facts = 2_000
    /// Objects and arrays inside one another in JSON.
    package var jsonDepth = 200
    /// Bytes of a JSON, YAML, XML, template or source text.
    package var textBytes = 32 << 20

    package init() {}
}
