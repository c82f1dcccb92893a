/// Writes constants as Python would, cut to a limit.
enum PickleRendering {
    /// Characters of one argument, arguments of one call, and parts of one argument.
    private static let characters = 240
    private static let arguments = 8
    private static let parts = 24

    static func arguments(_ container: PickleContainer, of machine: PickleMachine) -> [String] {
        container.items.prefix(arguments).map { item in
            var left = parts
            return String(text(item, of: machine, &left).prefix(characters))
        }
    }

    private static func text(
        _ value: PickleValue, of machine: PickleMachine, _ left: inout Int
    ) -> String {
        left -= 1
        guard left >= 0 else { return "…" }
        switch value {
        case .unknown, .deep, .number: return "…"
        case .none: return "None"
        case .bool(let value): return value ? "True" : "False"
        case .int(let value): return String(value)
        case .text(let text): return quoted(machine.read(text) ?? "")
        case .bytes(let offset, let count):
            return "b"
                + quoted(bytes(machine.reader.bytes.array(at: offset, count: min(count, 64))))
        case .global(let index): return callee(machine.symbols[index])
        case .instance(let index, _): return callee(machine.symbols[index]) + "(…)"
        case .container(let container): return joined(container, of: machine, &left)
        }
    }

    private static func joined(
        _ container: PickleContainer, of machine: PickleMachine, _ left: inout Int
    ) -> String {
        var texts: [String] = []
        for item in container.items where left > 0 {
            texts.append(text(item, of: machine, &left))
        }
        if container.isCut || texts.count < container.items.count { texts.append("…") }
        let inside = texts.joined(separator: ", ")
        switch container.kind {
        case .tuple: return "(\(inside))"
        case .list: return "[\(inside)]"
        case .dict, .set: return "{\(inside)}"
        }
    }

    private static func callee(_ symbol: PickleSymbols.Symbol) -> String {
        [symbol.module, symbol.name].filter { !$0.isEmpty }.joined(separator: ".")
    }

    private static func quoted(_ text: String) -> String {
        let cut = text.prefix(characters)
        return "'" + cut.map { $0 == "\n" ? "\\n" : String($0) }.joined() + "'"
    }

    private static func bytes(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            if (0x20..<0x7F).contains(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
