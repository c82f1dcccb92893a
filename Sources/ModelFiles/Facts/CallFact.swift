/// Something that reading the file would call, and with what.
package struct CallFact: Sendable, Equatable, Codable {
    /// As the loader imports it, after Python 2 names are mapped; empty when it cannot be known.
    package let module: String
    /// Below the module, its attributes with dots between them.
    package let name: String
    /// pickletools' name of the opcode, or what else makes the call, such as `source`.
    package let opcode: String
    /// Constants among the arguments, as Python would write them, cut to a limit.
    package let arguments: [String]
    package let place: Place
    /// Whether a loader gets there: nothing before it stops the loader.
    package let isReached: Bool
    /// Calls of the same in this part of the file, ≥ 1; `place` is the first.
    package var count = 1

    package var callee: String { module.isEmpty ? name : "\(module).\(name)" }

    /// Texts and bytes among the arguments, without their quotes.
    var literals: [String] {
        arguments.flatMap { argument in
            argument.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }
}

/// Something that reading the file would import.
package struct ImportFact: Sendable, Hashable, Codable {
    package let module: String
    package let name: String
    package let opcode: String
    package let place: Place
    package let isReached: Bool

    package var callee: String { "\(module).\(name)" }
}
